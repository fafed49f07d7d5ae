import { describe, expect, it } from 'vitest';
import { aHounsfieldHeader } from './hounsfield.fixture.ts';
import { type HounsfieldHeader, toHounsfield } from './hounsfield.ts';

function setup(stored: readonly number[], changes: Partial<HounsfieldHeader> = {}) {
  const pixels = Int16Array.from(stored);
  const frame = { rows: 1, columns: pixels.length, pixels, lossy: false, notes: [] };
  const { image, notes } = toHounsfield(frame, aHounsfieldHeader(changes));
  return { values: Array.from(image.values), codes: notes.map((note) => note.code) };
}

describe('toHounsfield', () => {
  it('clips to -1024..3071, so that padding and metal do not stretch the scale', () => {
    expect(setup([-2000, 29516], { rescaleIntercept: -1024 }).values).toEqual([-1024, 3071]);
  });

  it('says when slope or intercept is missing, and uses 1 and 0', () => {
    const { values, codes } = setup([7], { rescaleSlope: null, rescaleIntercept: null });
    expect(values).toEqual([7]);
    expect(codes).toEqual(['rescale-missing']);
  });

  it('takes a slope of 0 for missing', () => {
    expect(setup([1030], { rescaleSlope: 0 })).toEqual({ values: [6], codes: ['rescale-missing'] });
  });

  it('turns padding to air, by value and by range, whichever end is given first', () => {
    const padding = { pixelPaddingValue: 5000, rescaleIntercept: -1024 };
    expect(setup([5000, 4999, 1064], padding).values).toEqual([-1024, 3071, 40]);
    const range = { pixelPaddingValue: 5, pixelPaddingRangeLimit: 2, rescaleIntercept: -1024 };
    expect(setup([1, 2, 4, 5, 1064], range).values).toEqual([-1023, -1024, -1024, -1024, 40]);
  });

  it('keeps tissue whose value a careless header calls padding', () => {
    const careless = { pixelPaddingValue: 0, rescaleIntercept: 0 };
    expect(setup([0, 35], careless)).toEqual({
      values: [0, 35],
      codes: ['padding-in-tissue-range'],
    });
  });

  it('leaves Hounsfield units alone in MONOCHROME1, with a note', () => {
    const inverted = setup([1064], { photometricInterpretation: 'MONOCHROME1' });
    expect(inverted).toEqual({ values: [40], codes: ['monochrome1'] });
  });

  it('repairs 12-bit values that wrapped', () => {
    // -1000, -1, 0, 40 and 3000 HU as the defect stores them.
    const wrapped = { bitsStored: 12, pixelRepresentation: 0 as const, rescaleIntercept: 0 };
    const { values, codes } = setup([3096, 4095, 0, 40, 3000], wrapped);
    expect(values).toEqual([-1000, -1, 0, 40, 3000]);
    expect(codes).toEqual(['twelve-bit-wrap-repaired']);
  });

  it('repairs nothing where the intercept is a real one', () => {
    const sound = { bitsStored: 12, pixelRepresentation: 0 as const, rescaleIntercept: -1024 };
    expect(setup([4095, 1064], sound)).toEqual({ values: [3071, 40], codes: [] });
  });

  it('says when the rescale leads to something else than HU', () => {
    expect(setup([1024], { rescaleType: 'US' }).codes).toEqual(['rescale-type']);
  });

  it('takes a color image for a bug of its caller', () => {
    expect(() => setup([1], { samplesPerPixel: 3 })).toThrow('single-sample');
  });
});
