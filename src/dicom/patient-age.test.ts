import { expect, it } from 'vitest';
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
