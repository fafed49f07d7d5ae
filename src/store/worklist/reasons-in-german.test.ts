import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Label, labelMap, probability } from '#base';
import { speak, told } from '#texts';
import { findingsInWords } from '#triage';
import { aMissingSlice, someFindings } from '../../triage/findings.fixture.ts';

beforeAll(() => speak('de'));
afterAll(() => speak('en'));

/** English words of a reason that German has not. */
const ENGLISH =
  /\b(?:any|flags?|flagged|slices?|threshold|thresholds|over|near|so far|caution|operating|probable|possible|hemorrhage|clear)\b/i;

const thresholds = labelMap((label: Label) => probability(label === 'any' ? 0.3 : 0.4));
const over = { none: [], one: ['epidural'], two: ['epidural', 'subdural'] } as const;

it('says every reason of a row whole in German, however its parts come together', () => {
  const reasons = [0.12, 0.29, 0.41, 0.86].flatMap((any) =>
    Object.values(over).flatMap((types: readonly Label[]) =>
      [undefined, 'any', 'epidural'].flatMap((nearThreshold) =>
        [true, false].flatMap((interim) =>
          [[], [aMissingSlice(3, 'truncated')]].flatMap((notAnalysed) =>
            [undefined, 2].map((analyzedInPart) => {
              const flagged: readonly Label[] = any >= 0.3 ? ['any', ...types] : [];
              const findings = someFindings(any, {
                thresholds,
                flagged,
                notAnalysed,
                probabilities: labelMap((label) =>
                  probability(label === 'any' ? any : types.includes(label) ? 0.46 : 0.05),
                ),
                flaggedSlices: labelMap((label) => (types.includes(label) ? 2 : 1)),
                ...(nearThreshold === undefined ? {} : { nearThreshold: nearThreshold as Label }),
                ...(analyzedInPart === undefined ? {} : { analyzedInPart }),
              });
              return findingsInWords(findings, interim);
            }),
          ),
        ),
      ),
    ),
  );
  expect(new Set(reasons).size).toBeGreaterThan(150);
  expect(reasons.map((reason) => told(reason)).filter((said) => ENGLISH.test(said))).toEqual([]);
});
