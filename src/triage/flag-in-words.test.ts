import { describe, expect, it } from 'vitest';
import { type FlaggedBy, type Label, labelMap, ms } from '#base';
import { aggregateStudy } from './aggregate-study.ts';
import { aFinding, aRule } from './findings.fixture.ts';
import { flagInWords } from './flag-in-words.ts';
import { prioritize } from './prioritize.ts';
import type { TriageItem } from './triage-item.ts';

/** Thresholds of a model whose types flag from low numbers, as those of rare types do. */
const LOW: Partial<Record<Label, number>> = { any: 0.5, intraventricular: 0.2 };

function findings(given: Partial<Record<Label, number>>, slices = 1, flaggedBy?: FlaggedBy) {
  const operatingPoints = labelMap((label) => {
    const balanced = LOW[label] ?? 0.6;
    return { highSensitivity: balanced, balanced, highSpecificity: balanced };
  });
  const all = Array.from({ length: slices }, (_, index) => aFinding(index, given));
  const studyEvidence = { slices: all, notAnalysed: [], suitability: [] };
  return aggregateStudy(
    studyEvidence,
    aRule({ operatingPoints, ...(flaggedBy === undefined ? {} : { flaggedBy, anyLift: 'none' }) }),
    'balanced',
  );
}

const reasonOf = (given: Partial<Record<Label, number>>) => {
  const state: TriageItem['state'] = {
    kind: 'findings',
    findings: findings(given),
    interim: false,
  };
  return prioritize([{ key: 'a', receivedAt: ms(0), state }], ms(0))[0]?.reason;
};

describe('a flag in words', () => {
  it('says that it is the type’s own threshold where any is under its own', () => {
    expect(flagInWords(findings({ any: 0.41, intraventricular: 0.22 }, 2))).toBe(
      'Possible intraventricular 0.22 on 2 slices: flagged by this type’s own threshold of 0.20 (any 0.41, flags from 0.50)',
    );
  });

  it('names types over their own thresholds where any alone flags, and doesn’t', () => {
    expect(flagInWords(findings({ any: 0.41, intraventricular: 0.22 }, 2, 'any'))).toBe(
      'No flag at the balanced operating point (any 0.41, flags from 0.50); intraventricular 0.22 on 2 slices over its own threshold',
    );
    expect(
      flagInWords(findings({ any: 0.41, intraventricular: 0.22, epidural: 0.7 }, 1, 'any')),
    ).toContain(
      '; epidural 0.70 on 1 slice, intraventricular 0.22 on 1 slice over their own thresholds',
    );
  });

  it('never puts a flagged study above an unflagged one with a higher number without that sentence', () => {
    const items = [
      { key: 'no flag', findings: findings({ any: 0.4996 }) },
      { key: 'flagged', findings: findings({ any: 0.41, intraventricular: 0.22 }) },
    ].map(({ key, findings: found }) => ({
      key,
      receivedAt: ms(0),
      state: { kind: 'findings' as const, findings: found, interim: false },
    }));
    const [first, second] = prioritize(items, ms(0));
    expect(first?.key).toBe('flagged');
    expect(first?.reason).toContain('own threshold of 0.20 (any 0.41, flags from 0.50)');
    // Two digits would read "any 0.50, flags from 0.50".
    expect(second?.reason).toContain('(any 0.4996, flags from 0.5000)');
  });

  it('never shows a number that is under its threshold as reaching it', () => {
    expect(flagInWords(findings({ any: 0.49997 }))).toContain('(any 0.4999, flags from 0.5000)');
  });

  it('calls probable what is at least as likely as not, and possible what is not', () => {
    expect(flagInWords(findings({ any: 0.9, subdural: 0.8, intraventricular: 0.3 }))).toBe(
      'Probable subdural 0.80 on 1 slice, possible intraventricular 0.30 on 1 slice',
    );
    expect(flagInWords(findings({ any: 0.9, subdural: 0.8, epidural: 0.7 }))).toBe(
      'Probable subdural 0.80 on 1 slice, epidural 0.70 on 1 slice',
    );
    const ofType = (intraventricular: number) =>
      flagInWords(findings({ any: 0.9, intraventricular }));
    expect(ofType(0.5)).toMatch(/^Probable intraventricular 0\.50 /);
    // Under one half: the word is of any hemorrhage, and the type is called possible.
    expect(ofType(0.49)).toMatch(/^Probable hemorrhage 0\.90 .*, possible intraventricular 0\.49 /);
  });

  it('does not let an unlikely type hide that a hemorrhage is probable', () => {
    expect(flagInWords(findings({ any: 0.95, intraventricular: 0.22 }))).toBe(
      'Probable hemorrhage 0.95 on 1 slice, possible intraventricular 0.22 on 1 slice',
    );
  });

  it('says that a study is near its threshold, with the numbers once', () => {
    expect(reasonOf({ any: 0.47 })).toBe(
      'No flag at the balanced operating point (any 0.47, flags from 0.50), near the threshold; waiting under 1 min',
    );
    expect(reasonOf({ any: 0.53 })).toContain(', near the threshold (any 0.53, flags from 0.50);');
    expect(reasonOf({ any: 0.41, intraventricular: 0.22 })).toContain(
      'flags from 0.50), near the threshold; waiting',
    );
    expect(reasonOf({ any: 0.9 })).not.toContain('near');
  });

  it('names no type where none is clear', () => {
    expect(flagInWords(findings({ any: 0.95 }))).toBe(
      'Probable hemorrhage, type not clear 0.95 on 1 slice',
    );
  });
});
