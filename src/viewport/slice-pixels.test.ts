import { expect, it } from 'vitest';
import { statisticsFor } from '../measure/slice-pixels.fixture.ts';
import { aHeader } from '../triage/study.fixture.ts';
import { slicePixels } from './slice-pixels.ts';

const image = {
  rows: 2,
  columns: 3,
  slope: 2,
  intercept: -1000,
  getPixelData: () => [0, 500, 520, 540, 0, 500],
};

it('gives values in Hounsfield units without the padding of the header', () => {
  const pixels = slicePixels(image, aHeader(0, { pixelPaddingValue: 0 }));
  expect(pixels.isHounsfield).toBe(true);
  expect(statisticsFor(pixels)).toMatchObject({ count: 4, mean: 30, min: 0, max: 80 });
});

it('takes no padding that means tissue, as the analysis does', () => {
  const pixels = slicePixels(image, aHeader(0, { pixelPaddingValue: 520 }));
  expect(pixels.padding).toBeNull();
});

it.each([
  ['another modality', { modality: 'MR' }],
  ['no rescale', { rescaleSlope: null }],
  ['a rescale to something else', { rescaleType: 'US' }],
])('does not call values Hounsfield units with %s', (_, given) => {
  expect(slicePixels(image, aHeader(0, given)).isHounsfield).toBe(false);
});
