import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SliceHeader, Vector3 } from '#dicom';
import { HEAD_SHAPES, paintScene } from './scene.fixture.ts';
import { boxTurnedBack, orientationFault, turned, turnedBack, turnOf } from './slice-turn.ts';

type Orientation = NonNullable<SliceHeader['imageOrientationPatient']>;

const X: Vector3 = [1, 0, 0];
const Y: Vector3 = [0, 1, 0];
const minus = ([x, y, z]: Vector3): Vector3 => [-x, -y, -z];
const CANONICAL: Orientation = [X, Y];

/** All eight ways of storing an axial slice. */
const ORIENTATIONS: readonly Orientation[] = [
  [X, Y],
  [minus(X), Y],
  [X, minus(Y)],
  [minus(X), minus(Y)],
  [Y, X],
  [minus(Y), X],
  [Y, minus(X)],
  [minus(Y), minus(X)],
];

const head = paintScene(96, 64, HEAD_SHAPES); // Not square, not symmetric.

/** The head as a scanner would store it whose rows and columns run so: by where each pixel lies, not by turning. */
function storedAs([alongRow, alongColumn]: Orientation) {
  const size = (direction: Vector3) => (direction[0] === 0 ? head.rows : head.columns);
  const [columns, rows] = [size(alongRow), size(alongColumn)];
  const values = new Float32Array(rows * columns);
  const from = (direction: Vector3, at: number) =>
    direction[0] + direction[1] > 0 ? at : size(direction) - 1 - at;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [a, b] = [from(alongRow, column), from(alongColumn, row)];
      const [x, y] = alongRow[0] === 0 ? [b, a] : [a, b];
      values[row * columns + column] = head.values[y * head.columns + x] ?? 0;
    }
  }
  return { rows, columns, values };
}

describe('turning a slice', () => {
  it.each(ORIENTATIONS.map((orientation) => [JSON.stringify(orientation), orientation] as const))(
    'gives the canonical slice, stored as %s',
    (_, orientation) => {
      expect(turned(storedAs(orientation), turnOf(orientation))).toEqual(head);
    },
  );

  it('leaves a canonical slice as it is, without a copy', () => {
    expect(turned(head, turnOf(CANONICAL))).toBe(head);
    expect(turned(head, turnOf(null))).toBe(head);
  });

  it('follows the nearest axes of an oblique head', () => {
    const at = (degrees: number): Orientation => {
      const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      return [
        [c, s, 0],
        [-s, c, 0],
      ];
    };
    expect(turnOf(at(20))).toEqual(turnOf(CANONICAL));
    expect(turnOf(at(200))).toEqual(turnOf([minus(X), minus(Y)]));
    expect(turnOf(at(100))).toEqual(turnOf([Y, minus(X)]));
  });

  it('is undone for maps and their box', () => {
    const maps = { height: 2, width: 3, values: Float32Array.from({ length: 12 }, (_, n) => n) };
    for (const orientation of ORIENTATIONS) {
      const turn = turnOf(orientation);
      const back = turnedBack(maps, turn);
      // Each channel of the maps is an image like any other: turned again it is what it was.
      for (const channel of [0, 1]) {
        const image = {
          rows: back.height,
          columns: back.width,
          values: back.values.filter((__, n) => n % 2 === channel),
        };
        expect([...turned(image, turn).values]).toEqual(
          [0, 2, 4, 6, 8, 10].map((n) => n + channel),
        );
      }
      // The bleed's pixels lie in the box that is turned back as they lie in the canonical one.
      const box = { left: 30, top: 50, side: 20 };
      const stored = storedAs(orientation);
      const inside = boxTurnedBack(box, head, turn);
      const sumOf = (image: typeof head, { left, top, side }: typeof box) => {
        let sum = 0;
        for (let y = top; y < top + side; y += 1)
          for (let x = left; x < left + side; x += 1)
            sum += image.values[y * image.columns + x] ?? 0;
        return sum;
      };
      expect(sumOf(stored, inside)).toBe(sumOf(head, box));
    }
  });
});

describe('an orientation that cannot be', () => {
  const sixty: Vector3 = [0.5, Math.sqrt(0.75), 0];
  it.each<[string, Orientation, RegExp]>([
    ['axes at 60 degrees', [X, sixty], /at 60 degrees/],
    ['parallel vectors', [X, X], /at 0 degrees/],
    ['opposite vectors', [X, minus(X)], /at 180 degrees/],
    ['no numbers', [X, [Number.NaN, 1, 0]], /no number/],
    ['no direction', [X, [0, 0, 0]], /length 1/],
    ['long vectors', [[2, 0, 0], Y], /length 1/],
  ])('is refused with the reason: %s', (_, orientation, text) => {
    expect(orientationFault(orientation)?.text).toMatch(text);
    expect(turnOf(orientation)).toEqual(turnOf(null));
  });

  it('is not one that is absent, all zeros, or rounded to two digits', () => {
    expect(orientationFault(null)).toBeNull();
    expect(
      orientationFault([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toBeNull();
    const angle = fc.double({ min: 0, max: Math.PI, noNaN: true });
    fc.assert(
      fc.property(angle, angle, (turn, tilt) => {
        const round = (n: number) => Math.round(n * 100) / 100;
        const [c, s] = [Math.cos(turn), Math.sin(turn)];
        const across: Vector3 = [-s * Math.cos(tilt), c * Math.cos(tilt), Math.sin(tilt)];
        const [a, b, d] = across;
        return (
          orientationFault([
            [round(c), round(s), 0],
            [round(a), round(b), round(d)],
          ]) === null
        );
      }),
      { seed: 31 },
    );
  });
});
