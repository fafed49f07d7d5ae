import { describe, expect, it } from 'vitest';
import type { ImagePoint } from './image-point.ts';
import { KIND_IDS, type KindId } from './kind-ids.ts';
import { KINDS, type MeasuredSlice, pointsOf } from './kinds.ts';
import { heightOver, measured } from './measurement.ts';
import type { QuantityName } from './quantity.ts';
import type { SlicePixels } from './slice-pixels.ts';
import { windowFor } from './slice-pixels.ts';
import { linesOnImage, measuredLines, measurementText } from './words.ts';

/** Rows 2 mm apart, columns 0.5 mm: what mistakes one for the other is off by four. */
const ON: MeasuredSlice = { spacing: [2, 0.5], pixels: null, height: 30, left: { x: 1, y: 0 } };
const NO_SPACING: MeasuredSlice = { ...ON, spacing: null };
const at = (x: number, y: number): ImagePoint => ({ x, y });
const make = (kind: KindId, points: readonly ImagePoint[], on = ON) =>
  measured({ kind, points }, on);
const numberOf = (made: ReturnType<typeof make>, name: QuantityName) =>
  made.quantities.find((quantity) => quantity.name === name);

/** 10 x 8 pixels of which a pixel's value is its column, and padding at the left edge. */
const PIXELS: SlicePixels = {
  rows: 8,
  columns: 10,
  stored: Array.from({ length: 80 }, (_, i) => (i % 10 === 0 ? -2000 : i % 10)),
  slope: 2,
  intercept: 10,
  padding: { from: -2000, to: -2000 },
  isHounsfield: true,
};

describe('a length', () => {
  it('is in millimeters by the distance of columns and rows', () => {
    expect(make('length', [at(10, 20), at(16, 20)]).quantities).toEqual([
      { name: 'length', value: 3, unit: 'mm' },
    ]);
    expect(numberOf(make('length', [at(10, 20), at(18, 22)]), 'length')?.value).toBeCloseTo(
      Math.hypot(4, 4),
      12,
    );
  });

  it('is in pixels, and says so, where the spacing is not known', () => {
    const made = make('length', [at(10, 20), at(13, 24)], NO_SPACING);
    expect(made.quantities).toEqual([{ name: 'length', value: 5, unit: 'px' }]);
    expect(measuredLines(made)).toEqual(['5.0 px (no pixel spacing)']);
    expect(measurementText(made)).toBe('Length 5.0 px (no pixel spacing)');
    expect(measurementText(made, (words) => `<${words}>`)).toBe(
      '<Length> <5.0 px (no pixel spacing)>',
    );
  });
});

describe('an angle', () => {
  it('is taken between the legs in millimeters, not in pixels', () => {
    const made = make('angle', [at(14, 10), at(10, 10), at(14, 11)]);
    expect(numberOf(made, 'angle')?.value).toBeCloseTo(45, 10);
    expect(measurementText(made)).toBe('Angle 45.0°');
  });

  it('of a leg without length is none, and without spacing it says what it took', () => {
    expect(make('angle', [at(1, 1), at(1, 1), at(4, 4)]).quantities).toEqual([]);
    const made = make('angle', [at(14, 10), at(10, 10), at(10, 14)], NO_SPACING);
    expect(measuredLines(made)).toEqual(['90.0°', '(no pixel spacing: pixels taken as square)']);
  });
});

describe('an ellipse', () => {
  const whole = [at(-100, -100), at(110, 108)];

  it('has its area and the statistics of the values in it, padding left out', () => {
    const made = make('ellipse', whole, { ...ON, pixels: PIXELS });
    const values = Array.from({ length: 9 }, (_, column) => 2 * (column + 1) + 10);
    const mean = values.reduce((a, b) => a + b) / 9;
    expect(numberOf(made, 'pixels')).toEqual({ name: 'pixels', value: 72, unit: 'count' });
    expect(numberOf(made, 'mean')).toEqual({ name: 'mean', value: mean, unit: 'HU' });
    expect(numberOf(made, 'sd')?.value).toBeCloseTo(
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9),
      10,
    );
    expect([numberOf(made, 'min')?.value, numberOf(made, 'max')?.value]).toEqual([12, 28]);
    expect(numberOf(made, 'area')?.value).toBeCloseTo(Math.PI * 52.5 * 208, 6);
  });

  it('takes the pixels whose centers lie in it', () => {
    const made = make('ellipse', [at(4, 2), at(8, 6)], { ...ON, pixels: PIXELS });
    // Of 4 x 4 pixels, the corners' centers are too far out.
    expect(numberOf(made, 'pixels')?.value).toBe(16 - 4);
    expect(measurementText(made)).toBe('Ellipse mean 21 HU, SD 2, 18 to 24 HU, 13 mm²');
  });

  it('says so where there is nothing but padding in it, and where values are not known to be HU', () => {
    const empty = make('ellipse', [at(0, 1), at(1, 7)], { ...ON, pixels: PIXELS });
    expect(measuredLines(empty)).toEqual(['5 mm²', '(no values in it)']);
    const other = make('ellipse', whole, { ...ON, pixels: { ...PIXELS, isHounsfield: false } });
    expect(measuredLines(other)[0]).toBe('mean 20, SD 5');
  });
});

describe('a probe', () => {
  it('gives the value of a pixel, and none of padding or beside the image', () => {
    const on = { ...ON, pixels: PIXELS };
    expect(measuredLines(make('probe', [at(3.9, 2)], on))).toEqual(['16 HU']);
    for (const place of [at(0.5, 2), at(-1, 2), at(3, 8)]) {
      expect(measuredLines(make('probe', [place], on))).toEqual(['(no value here)']);
    }
  });
});

describe('ABC/2', () => {
  const POINTS = [at(10, 10), at(90, 10), at(50, 5), at(50, 15)];

  it('is half the product of two diameters and the height, in milliliters', () => {
    const made = make('abc2', POINTS);
    expect(numberOf(made, 'volume')).toEqual({ name: 'volume', value: 12, unit: 'ml' });
    expect(measurementText(made)).toBe('ABC/2 12.0 ml, A 40.0 × B 20.0 mm × C 30.0 mm');
    expect(linesOnImage(made)).toEqual(['12.0 ml']);
  });

  it('has no volume without pixel spacing or without slice spacing, and says which', () => {
    expect(measuredLines(make('abc2', POINTS, NO_SPACING))).toEqual([
      'A 80.0 × B 10.0 px × C 30.0 mm',
      '(no pixel spacing, so no volume)',
    ]);
    expect(measuredLines(make('abc2', POINTS, { ...ON, height: null }))).toEqual([
      'A 40.0 × B 20.0 mm',
      '(no slice spacing, so no volume)',
    ]);
  });

  it('says where the second diameter does not lie across the first', () => {
    const made = make('abc2', [at(10, 10), at(90, 10), at(50, 5), at(90, 15)]);
    expect(made.notes).toEqual(['B lies at 45° to A, not across it']);
  });

  it('takes its height from where slices lie, with the share of one more', () => {
    expect(heightOver([2, 4], [0, 5, 10, 15, 40], 5)).toBe(35);
    expect(heightOver([4, 2], [0, 5, 10, 15, 40], 5)).toBe(35);
    expect(heightOver([3, 3], [0, 5, 10, 15], 5)).toBe(5);
    expect(heightOver([0, 3], null, 5)).toBe(20);
    expect(heightOver([0, 3], [0, 5, 10, 15], null)).toBeNull();
  });
});

describe('a midline shift', () => {
  it('is the way across the midline, with its side', () => {
    const made = make('midline', [at(50, 10), at(50, 90), at(58, 40)]);
    expect(numberOf(made, 'shift')).toEqual({ name: 'shift', value: 4, unit: 'mm' });
    expect(measurementText(made)).toBe('Midline shift 4.0 mm (to the patient’s left)');
    const back = make('midline', [at(50, 90), at(50, 10), at(42, 40)]);
    expect(measurementText(back)).toBe('Midline shift 4.0 mm (to the patient’s right)');
  });

  it('is right on a tilted head with pixels that are not square', () => {
    // The midline runs at 45 degrees in millimeters: 40 columns by 10 rows.
    const made = make('midline', [at(0, 0), at(40, 10), at(20, 0)]);
    expect(numberOf(made, 'shift')?.value).toBeCloseTo(10 / Math.SQRT2, 10);
  });

  it('of a midline without length is none', () => {
    expect(make('midline', [at(5, 5), at(5, 5), at(8, 8)])).toMatchObject({ quantities: [] });
  });
});

describe('every kind', () => {
  it.each(KIND_IDS)(
    'measures nothing and draws what there is before all points are set: %s',
    (kind) => {
      for (let count = 0; count < pointsOf(kind); count += 1) {
        const points = Array.from({ length: count }, (_, n) => at(n * 3, n * n));
        expect(KINDS[kind].measure(points, ON).quantities).toEqual([]);
        expect(KINDS[kind].lines(points, ON).flat().length).toBeLessThanOrEqual(count);
      }
    },
  );
});

describe('a window by values', () => {
  it('is the mean of the region with two deviations to each side, or that of all tissue', () => {
    const region = { center: at(5.5, 3.5), radii: at(1.6, 1.6) };
    expect(windowFor(PIXELS, region)).toEqual({ center: 20, width: 10 });
    expect(windowFor(PIXELS, null)).toEqual({ center: 20, width: 16 });
    expect(windowFor({ ...PIXELS, intercept: -1000 }, null)).toBeNull();
  });
});
