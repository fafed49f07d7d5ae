import { expect, it } from 'vitest';
import { saidAge } from '#base';
import { patientAge } from './patient-age.ts';

it.each([
  ['045Y', '', '', 45],
  ['006M', '', '', 0.5],
  ['003W', '', '', 0.0575],
  ['010D', '', '', 0.0274],
  // Anonymizers and scanners write it; the dates know better.
  ['000Y', '19600101', '20260314', 66.2],
  ['000Y', '', '', 0],
  ['', '20260901', '20261120', 0.219],
  ['', '1960.01.01', '20260314', 66.2],
  ['045Y', '20260901', '20261120', 45],
  ['', '20270101', '20260314', null],
  ['', '18000101', '20260314', null],
  ['', '19600101', '', null],
  ['45', '', '', null],
])('"%s", born "%s", scanned "%s" is %s years', (stated, born, scanned, years) => {
  const age = patientAge(stated, born, scanned);
  if (years === null) expect(age).toBeNull();
  else expect(age).toBeCloseTo(years, 2);
});

it.each([
  ['001D', '1 day'],
  ['012D', '12 day'],
  ['003W', '21 day'],
  ['006W', '6 week'],
  ['002M', '8 week'],
  ['003M', '3 month'],
  ['010M', '10 month'],
  ['001Y', '12 month'],
  ['023M', '23 month'],
  ['002Y', '2 year'],
  ['061Y', '61 year'],
])('%s is said as %s', (stated, said) => {
  const age = saidAge(patientAge(stated, '', '') ?? Number.NaN);
  expect(`${age?.count} ${age?.unit}`).toBe(said);
});

it('a year of nothing says no number', () => expect(saidAge(0)).toBeNull());
