import { describe, expect, it } from 'vitest';
import type { Vector3 } from '#dicom';
import { patientPoint } from './plane-frame.ts';
import { frameAt, type PlaneKind, planeGrid } from './plane-grid.ts';
import { reformat } from './reformat.ts';
import { aStackSeries, brightness, everyMm, MIDDLE, type StackOptions } from './stack.fixture.ts';
import { type Stack, stackOf } from './stack.ts';

function stackFor(options: StackOptions): ReturnType<typeof aStackSeries> & { stack: Stack } {
  const made = aStackSeries(options);
  const stack = stackOf(made.series);
  if (!stack.ok) throw new Error(stack.reason.text);
  return { ...made, stack: stack.value };
}

const UNEVEN = [
  -60, -59, -54, -47, -42, -40, -33, -26, -20, -13, -8, -1, 4, 6, 13, 18, 25, 27, 34,
].concat([40, 47, 50, 57, 63, 70, 75, 81, 86, 92, 99, 101, 108, 113, 120]);

const STACKS: readonly (readonly [string, StackOptions])[] = [
  ['5 mm apart', { heights: everyMm(-70, 40, 5) }],
  ['5 mm apart, the gantry tilted by 18.5°', { heights: everyMm(-70, 40, 5), tiltDegrees: 18.5 }],
  ['the gantry tilted the other way', { heights: everyMm(-70, 40, 5), tiltDegrees: -25 }],
  ['1 to 7 mm apart', { heights: UNEVEN }],
  ['1 to 7 mm apart, tilted', { heights: UNEVEN, tiltDegrees: 18.5 }],
  [
    '5 mm apart, tilted and turned',
    { heights: everyMm(-70, 40, 5), tiltDegrees: 12, turnDegrees: 20 },
  ],
  ['numbered from the top', { heights: everyMm(-70, 40, 5).toReversed(), tiltDegrees: 18.5 }],
];

/** Every value of a plane that lies in the stack, with the distance of its point from the middle of the head. */
function* seen(options: StackOptions, kind: PlaneKind, place: number) {
  const { stack, values } = stackFor(options);
  const frame = frameAt(planeGrid(stack, kind), place);
  const image = reformat(stack, values(), frame);
  for (let y = 0; y < image.rows; y += 1) {
    for (let x = 0; x < image.columns; x += 1) {
      const value = image.values[y * image.columns + x] ?? 0;
      const point = patientPoint(frame, { x: x + 0.5, y: y + 0.5 });
      if (value > -1024) yield { value, point };
    }
  }
}

const fromMiddle = (point: Vector3): number =>
  Math.hypot(...point.map((at, axis) => at - (MIDDLE[axis] ?? 0)));

describe.each(STACKS)('planes through slices %s', (_, options) => {
  it.each([
    ['coronal', MIDDLE[1]],
    ['coronal', MIDDLE[1] + 21.7],
    ['sagittal', MIDDLE[0]],
    ['sagittal', MIDDLE[0] - 33.3],
  ] as const)('hold a sphere as a sphere: %s at %f mm', (kind, place) => {
    const wrong: number[] = [];
    let count = 0;
    let nearest = Number.POSITIVE_INFINITY;
    for (const { value, point } of seen(options, kind, place)) {
      const away = fromMiddle(point);
      nearest = Math.min(nearest, away);
      if (away < 20 || away > 55) continue; // A shell: within, between slices, no line is straight.
      count += 1;
      // 10 HU are a millimeter: the sphere's surface lies where it is, to 0.4 mm.
      if (Math.abs(value - brightness(point)) > 4) wrong.push(value - brightness(point));
    }
    expect(count).toBeGreaterThan(1200);
    expect(nearest).toBeLessThan(kind === 'coronal' ? 23 : 35);
    expect(wrong).toEqual([]);
  });
});

it('is air where nothing was scanned, and only there', () => {
  const { stack, values } = stackFor({ heights: everyMm(0, 12, 5), tiltDegrees: 18.5 });
  const frame = frameAt(planeGrid(stack, 'sagittal'), 0);
  const image = reformat(stack, values(), frame);
  const lowest = stack.slices[0]?.position ?? 0;
  const highest = stack.slices.at(-1)?.position ?? 0;
  let outside = 0;
  image.values.forEach((value, pixel) => {
    const x = (pixel % image.columns) + 0.5;
    const y = Math.floor(pixel / image.columns) + 0.5;
    const [, py, pz] = patientPoint(frame, { x, y });
    const along = py * stack.normal[1] + pz * stack.normal[2];
    if (along < lowest - 0.01 || along > highest + 0.01) {
      expect(value).toBe(-1024);
      outside += 1;
    }
  });
  expect(outside).toBeGreaterThan(1000);
  expect(image.values.filter((value) => value > -1024).length).toBeGreaterThan(1000);
});

it('looks from the front and from the left, head up, in square pixels', () => {
  const { stack } = stackFor({ heights: everyMm(-70, 40, 5), tiltDegrees: 18.5 });
  const coronal = frameAt(planeGrid(stack, 'coronal'), 3);
  expect(coronal.alongRow).toEqual([2, 0, 0]);
  expect(coronal.alongColumn).toEqual([0, 0, -2]);
  expect(coronal.origin[1]).toBe(3);
  const sagittal = frameAt(planeGrid(stack, 'sagittal'), -8);
  expect(sagittal.alongRow).toEqual([0, 2, 0]);
  expect(sagittal.alongColumn).toEqual([0, 0, -2]);
  expect(sagittal.origin[0]).toBe(-8);
});
