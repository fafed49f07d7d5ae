import { expect, it } from 'vitest';
import { aHeader, aSeries } from '../../triage/study.fixture.ts';
import { seriesName } from './series-name.ts';

const described = aSeries([aHeader(0), aHeader(1)], { seriesDescription: 'Head DOE 5.0' });

it('a series is called as the scanner called it, else by its number', () => {
  expect(seriesName(described, false)).toBe('Head DOE 5.0');
  expect(seriesName({ ...described, seriesDescription: '' }, false)).toBe('Series 2');
});

it('while names are masked, no word of its description is shown', () => {
  expect(seriesName(described, true)).toBe('Series 2, every 5.0 mm');
  expect(seriesName({ ...described, seriesNumber: null }, true)).toBe(
    'Series without a name, every 5.0 mm',
  );
});
