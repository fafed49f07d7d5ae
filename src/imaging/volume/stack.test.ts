import { describe, expect, it } from 'vitest';
import { aStackSeries, everyMm } from './stack.fixture.ts';
import { stackOf } from './stack.ts';

const reasonOf = (outcome: ReturnType<typeof stackOf>): string =>
  outcome.ok ? 'a stack' : `${outcome.reason.code}: ${outcome.reason.text}`;

const TEN = everyMm(0, 10, 5);

describe('a stack', () => {
  it('is what parallel slices above each other are, with the gaps that are bridged', () => {
    const { series } = aStackSeries({ heights: [0, 5, 10, 15, 25, 30], tiltDegrees: 18.5 });
    const stack = stackOf(series);
    if (!stack.ok) throw new Error(stack.reason.text);
    expect(stack.value.slices.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    const cos = Math.cos((18.5 * Math.PI) / 180);
    expect(stack.value.bridged).toEqual([{ after: 3, mm: expect.closeTo(10 * cos, 3) }]);
  });

  it('is what is left where the pixels of a slice can’t be had', () => {
    const { series } = aStackSeries({ heights: TEN });
    const stack = stackOf(series, new Set([4]));
    expect(stack.ok && stack.value.slices.map(({ index }) => index)).toEqual([
      0, 1, 2, 3, 5, 6, 7, 8, 9,
    ]);
    expect(reasonOf(stackOf(series, new Set([4, 5, 6])))).toBe(
      'gaps: 20 mm lie between slices 4 and 8: nothing is known of what is there',
    );
  });

  it.each([
    [
      'a localizer',
      { heights: TEN, more: { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' } },
      'localizer: ',
    ],
    ['one slice', { heights: [0] }, 'too-few-slices: '],
    [
      'wildly oblique',
      { heights: everyMm(0, 10, 9), tiltDegrees: 50 },
      'not-axial: the slices are 50° from axial',
    ],
    ['a hole', { heights: [0, 5, 10, 30, 35] }, 'gaps: 20 mm lie between slices 3 and 4'],
    ['slices nearly at one place', { heights: [0, 5, 5.05, 10, 15] }, 'duplicates: '],
    [
      'pixels of unknown size',
      { heights: TEN, more: { PixelSpacing: undefined } },
      'no-pixel-spacing: ',
    ],
    [
      'no positions',
      { heights: TEN, more: { ImagePositionPatient: undefined } },
      'order-by-number: ',
    ],
    [
      'no orientation',
      { heights: TEN, more: { ImageOrientationPatient: undefined } },
      'order-by-number: ',
    ],
    [
      'absurd orientation',
      { heights: TEN, more: { ImageOrientationPatient: [1, 0, 0, 0.5, 0.87, 0] } },
      'orientation: ',
    ],
  ] as const)('isn’t %s, and the reason is a sentence', (_, options, reason) => {
    const said = reasonOf(stackOf(aStackSeries(options).series));
    expect(said.startsWith(reason), said).toBe(true);
    expect(said).not.toMatch(/NaN|undefined|null/);
  });

  it('isn’t two acquisitions at the same places, while a file given twice changes nothing', () => {
    const { series } = aStackSeries({ heights: TEN });
    const [first] = series.slices;
    if (first === undefined) throw new Error('No slice.');
    expect(reasonOf(stackOf({ ...series, duplicates: [first] }))).toBe('a stack');
    const other = { ...first, sopInstanceUid: '9.9' };
    expect(reasonOf(stackOf({ ...series, duplicates: [other] }))).toMatch(
      /^duplicates: different images/,
    );
    const elsewhere = { ...first, imagePositionPatient: [0, 0, 2] as const };
    expect(reasonOf(stackOf({ ...series, duplicates: [elsewhere] }))).toMatch(
      /^duplicates: slices at/,
    );
  });

  it('isn’t slices that lean against each other, or more than memory holds', () => {
    const { series } = aStackSeries({ heights: TEN });
    const leaning = series.slices.map((slice, index) =>
      index === 7
        ? {
            ...slice,
            imageOrientationPatient: [
              [1, 0, 0],
              [0, 0.98, 0.199],
            ] as const,
          }
        : slice,
    );
    expect(reasonOf(stackOf({ ...series, slices: leaning }))).toBe(
      'orientation: the slices are not parallel',
    );
    const huge = series.slices.map((slice) => ({ ...slice, rows: 4096, columns: 4096 }));
    expect(reasonOf(stackOf({ ...series, slices: huge }))).toMatch(
      /^too-large-for-planes: 10 slices/,
    );
  });

  it('isn’t slices that step aside', () => {
    const { series } = aStackSeries({ heights: TEN });
    const cautions = [
      { code: 'sideways' as const, short: 'slices step sideways', text: 'they step' },
    ];
    expect(reasonOf(stackOf({ ...series, cautions }))).toBe('sideways: they step');
  });
});
