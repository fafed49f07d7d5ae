import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LABELS, labelMap } from '#base';
import { aggregateStudy } from './aggregate-study.ts';
import { atOperatingPoint } from './decide.ts';
import { aFinding, aMissingSlice, aRule } from './findings.fixture.ts';
import type { OperatingPointName } from './findings.ts';

const POINTS: readonly OperatingPointName[] = ['highSensitivity', 'balanced', 'highSpecificity'];

const rule = aRule({
  k: 2,
  smoothing: [0.25, 0.5, 0.25],
  operatingPoints: labelMap((label) => {
    const at = 0.2 + 0.05 * LABELS.indexOf(label);
    return { highSensitivity: at, balanced: at + 0.2, highSpecificity: at + 0.4 };
  }),
});

describe('findings at another operating point', () => {
  it('are those of an analysis at that point, to the last member', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const slices = fc.array(fc.record({ any: unit, subdural: unit, epidural: unit }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        slices,
        fc.constantFrom(...POINTS),
        fc.constantFrom(...POINTS),
        fc.constantFrom('any', 'any-or-type', undefined),
        (given, from, to, flaggedBy) => {
          const evidence = {
            slices: given.map((one, index) => aFinding(index, one)),
            notAnalysed: [aMissingSlice(9, 'no-brain')],
            suitability: [],
            analyzedInPart: given.length > 2 ? 1 : 0,
          };
          const thresholds = labelMap((label) => rule.operatingPoints[label][to]);
          const by = flaggedBy === undefined ? rule : { ...rule, flaggedBy };
          const before = aggregateStudy(evidence, by, from);
          expect(atOperatingPoint(before, thresholds, to, flaggedBy)).toEqual(
            aggregateStudy(evidence, by, to),
          );
        },
      ),
    );
  });

  it('flag more where the point is more sensitive', () => {
    const evidence = { slices: [aFinding(0, { any: 0.3 })], notAnalysed: [], suitability: [] };
    const strict = aggregateStudy(evidence, aRule(rule), 'highSpecificity');
    const lax = atOperatingPoint(
      strict,
      labelMap((label) => rule.operatingPoints[label].highSensitivity),
      'highSensitivity',
    );
    expect([strict.flagged, lax.flagged]).toEqual([[], ['any']]);
  });
});
