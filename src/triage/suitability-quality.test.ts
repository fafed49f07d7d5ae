import { expect, it } from 'vitest';
import { CONTENT } from './content.fixture.ts';
import { aHeader, aSeries, aStudy } from './study.fixture.ts';
import { contentChecks, type SeriesContent } from './suitability-content.ts';

const SERIES = aSeries(Array.from({ length: 30 }, (_, i) => aHeader(i)));
const STUDY = aStudy(SERIES);
const check = (code: string, content: Partial<SeriesContent>, patientAgeYears = 60) => {
  const study = { ...STUDY, patient: { ...STUDY.patient, patientAgeYears } };
  const checks = contentChecks(SERIES, study, { ...CONTENT, ...content });
  return checks.find((one) => one.code === code)?.outcome;
};

it('a head with a wide gap in its skull is analyzed, with a word in its row', () => {
  const open = { looksLikeHead: 0, openSkull: 14 };
  expect(check('not-a-head', open)).toBeUndefined();
  expect(check('no-closed-skull', open)).toBe('warn');
  expect(check('not-a-head', { looksLikeHead: 0 })).toBe('block');
  // The flap is gone above the ears alone.
  expect(check('no-closed-skull', { openSkull: 6 })).toBe('warn');
  expect(check('no-closed-skull', { openSkull: 2 })).toBeUndefined();
});

it('an infant, whose fontanelles are open, is not set aside for want of a closed skull', () => {
  expect(check('not-a-head', { looksLikeHead: 0 }, 0.1)).toBeUndefined();
  expect(check('no-closed-skull', { looksLikeHead: 0 }, 0.1)).toBe('warn');
  expect(check('not-a-head', { looksLikeHead: 0 }, 2)).toBe('block');
  expect(check('not-a-head', { looksLikeHead: 0, withBrain: 0 }, 0.1)).toBe('block');
});

it('noise is told from what thin slices have', () => {
  // The noisiest of 82 heads has 2.5 HU, slices of 0.6 mm have 2.8.
  expect(check('noise', { grainHu: 3 })).toBe('pass');
  expect(check('noise', { grainHu: 5 })).toBe('warn');
  expect(check('noise', { grainHu: null })).toBe('unknown');
});

it('motion is told by an outline that is blurred on several slices', () => {
  expect(check('motion', { outline: { measured: 9, blurred: 2 } })).toBe('pass');
  expect(check('motion', { outline: { measured: 9, blurred: 3 } })).toBe('warn');
  expect(check('motion', { outline: { measured: 0, blurred: 0 } })).toBe('unknown');
});

it.each([
  // Air and brain of five scanners' heads, 16 HU up or down; each is a usual brain still.
  [-998, 30, 16, 'warn'],
  [-990, 32, 16, 'warn'],
  [-999, 26, 16, 'warn'],
  [-999, 43, -16, 'warn'],
  [-998, 40, -16, 'warn'],
  [-998, 30, 0, 'pass'],
  [-990, 32, 0, 'pass'],
  [-999, 26, 0, 'pass'],
  [-999, 43, 0, 'pass'],
  // A scanner's own air, and a patient's own brain.
  [-975, 34, 0, 'pass'],
  [-999, 46, 0, 'pass'],
])('air at %d and brain at %d HU, shifted by %d: %s', (airHu, brainHu, by, outcome) => {
  expect(check('brain-hu', { airHu: airHu + by, brainHu: brainHu + by })).toBe(outcome);
});
