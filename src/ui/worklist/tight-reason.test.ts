import { afterEach, expect, it } from 'vitest';
import { speak } from '#texts';
import { tightReason } from './tight-reason.ts';

afterEach(() => speak('en'));

const SAID: readonly (readonly [brief: string, english: string, german: string])[] = [
  [
    'Probable intraparenchymal 0.99 on 7 slices, subdural 0.62 on 2 slices',
    'IPH 0.99 on 7 slices, SDH 0.62 on 2 slices',
    'IPH 0,99 auf 7 Schichten, SDH 0,62 auf 2 Schichten',
  ],
  [
    'Possible intraventricular 0.42 on 1 slice',
    'Possible IVH 0.42 on 1 slice',
    'Möglicherweise IVH 0,42 auf 1 Schicht',
  ],
  [
    'No flag at the balanced operating point (any 0.05, flags from 0.30)',
    'any 0.05, flags from 0.30',
    'jede Art 0,05, Hinweis ab 0,30',
  ],
  [
    'No flag at the balanced operating point (any 0.05, flags from 0.30); 2 slices not analyzed',
    'any 0.05, flags from 0.30; 2 slices not analyzed',
    '',
  ],
  // Nothing else says these.
  [
    'Probable hemorrhage, type not clear 0.51 on 3 slices',
    'Probable hemorrhage, type not clear 0.51 on 3 slices',
    'Wahrscheinlich Blutung, Typ unklar, 0,51 auf 3 Schichten',
  ],
  [
    'Not analyzed to the end (any 0.05, flags from 0.30), so far (9 of 28 slices): being analyzed again',
    'Not analyzed to the end (any 0.05, flags from 0.30), so far (9 of 28 slices): being analyzed again',
    '',
  ],
];

it('leaves out what the state and the chips of a row say, in both languages, and nothing else', async () => {
  for (const [brief, english, german] of SAID) {
    await speak('en');
    expect(tightReason(brief)).toBe(english);
    await speak('de');
    if (german !== '') expect(tightReason(brief)).toBe(german);
  }
});
