import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEMORRHAGE_TYPES, LABELS, labelMap } from '#base';
import { aggregateStudy } from './aggregate-study.ts';
import { evidenceOf } from './decide.ts';
import { aFinding, aMissingSlice, aRule } from './findings.fixture.ts';
import type { SliceFinding } from './findings.ts';

const study = (slices: readonly SliceFinding[], rule = aRule()) =>
  aggregateStudy({ slices, notAnalysed: [], suitability: [] }, rule, 'balanced');

describe('aggregateStudy', () => {
  it('takes the mean of the k highest slices', () => {
    const slices = [0.9, 0.1, 0.7, 0.2].map((any, index) => aFinding(index, { any }));
    expect(study(slices, aRule({ k: 2 })).probabilities.any).toBeCloseTo(0.8);
  });

  it('takes all slices where there are fewer than k', () => {
    expect(study([aFinding(0, { any: 0.6 })], aRule({ k: 5 })).probabilities.any).toBeCloseTo(0.6);
  });

  it('damps a single spike by its neighbors', () => {
    const slices = [0.1, 0.9, 0.1].map((any, index) => aFinding(index, { any }));
    const { probabilities } = study(slices, aRule({ smoothing: [0.25, 0.5, 0.25] }));
    expect(probabilities.any).toBeCloseTo(0.5);
  });

  it('does not smooth over a slice that was not analyzed', () => {
    const slices = [aFinding(0, { any: 0.8 }), aFinding(2, { any: 0.2 })];
    const { probabilities } = study(slices, aRule({ smoothing: [0.25, 0.5, 0.25] }));
    expect(probabilities.any).toBeCloseTo(0.8);
  });

  it('shows slices in the scale of mixed slices, and makes the study of them as they were', () => {
    const slices = [0.1, 0.9, 0.1].map((any, index) => aFinding(index, { any }));
    const rule = aRule({ smoothing: [0.25, 0.5, 0.25] });
    const sliceCalibration = labelMap(() => ({ a: 2, b: 0.5 }));
    const [plain, scaled] = [study(slices, rule), study(slices, { ...rule, sliceCalibration })];
    expect(scaled.probabilities).toEqual(plain.probabilities);
    const shown = scaled.slices.map(({ probabilities }) => probabilities.any);
    expect(shown[1]).toBeCloseTo(0.622, 3); // logit .5 is 0; twice that and a half.
    expect(plain.slices[1]?.probabilities.any).toBeCloseTo(0.5);
  });

  it("applies the study's Platt scaling", () => {
    const rule = aRule({ calibration: labelMap(() => ({ a: 2, b: 0 })) });
    expect(study([aFinding(0, { any: 0.8 })], rule).probabilities.any).toBeCloseTo(0.941, 3);
  });

  it('flags any with every type it flags, and at the threshold itself', () => {
    const { flagged, probabilities } = study([aFinding(0, { any: 0.2, subdural: 0.5 })]);
    expect(flagged).toEqual(['any', 'subdural']);
    expect(probabilities.any).toBeCloseTo(0.5);
  });

  it('is not moved by a type that is never flagged, however sure that type is', () => {
    const never = { highSensitivity: 1, balanced: 1, highSpecificity: 1 };
    const { operatingPoints } = aRule();
    const slices = [aFinding(0, { any: 0.26, subarachnoid: 0.4 }), aFinding(1, { any: 0.2 })];
    const calibration = {
      ...labelMap(() => ({ a: 1, b: 0 })),
      subarachnoid: { a: 3.4, b: 12 }, // What five patients can come to.
    };
    const points = { ...operatingPoints, subarachnoid: never };
    const findings = study(slices, aRule({ calibration, operatingPoints: points }));
    const { probabilities, flagged, flaggedSlices } = findings;
    expect(probabilities.subarachnoid).toBeGreaterThan(0.99);
    expect(probabilities.any).toBeCloseTo(0.26);
    expect(flagged).toEqual([]);
    expect(evidenceOf(findings).every(({ label }) => label === 'any')).toBe(true);
    expect(flaggedSlices?.subarachnoid).toBe(0);
    const certain = study([aFinding(0, { subarachnoid: 1 })], aRule({ operatingPoints: points }));
    expect(certain.flagged).toEqual([]);
  });

  it('is flagged by any alone where the rule says so; types then name what any found', () => {
    const rule = aRule({ anyLift: 'none', flaggedBy: 'any' });
    const unflagged = study([aFinding(0, { any: 0.2, subdural: 0.6 })], rule);
    expect(unflagged.flagged).toEqual([]);
    expect(unflagged.probabilities.subdural).toBeCloseTo(0.6);
    expect(study([aFinding(0, { any: 0.6, subdural: 0.6 })], rule).flagged).toEqual([
      'any',
      'subdural',
    ]);
    // A type near its threshold does not make a flag doubtful that it can't decide.
    expect(study([aFinding(0, { any: 0.2, subdural: 0.51 })], rule).nearThreshold).toBeUndefined();
    expect(study([aFinding(0, { any: 0.47 })], rule).nearThreshold).toBe('any');
  });

  it('leaves any alone where the rule says so, and flags by the type all the same', () => {
    const findings = study([aFinding(0, { any: 0.2, subdural: 0.6 })], aRule({ anyLift: 'none' }));
    expect(findings.probabilities.any).toBeCloseTo(0.2);
    expect(findings.flagged).toEqual(['any', 'subdural']);
    expect(findings.thresholds?.subdural).toBe(0.5);
  });

  it('names at most five evidence slices a label, best first', () => {
    const slices = [0.6, 0.9, 0.7, 0.95, 0.8, 0.65, 0.3].map((any, i) => aFinding(i, { any }));
    expect(evidenceOf(study(slices)).map(({ index }) => index)).toEqual([3, 1, 4, 2, 5]);
  });

  it('shows where any is highest when nothing is flagged', () => {
    const findings = study([aFinding(0, { any: 0.2 }), aFinding(1, { any: 0.3 })]);
    const evidence = evidenceOf(findings);
    expect(findings.flagged).toEqual([]);
    expect(evidence.map(({ label, index }) => [label, index])).toEqual([
      ['any', 1],
      ['any', 0],
    ]);
  });

  it('gives no number where nothing was analyzed', () => {
    const findings = aggregateStudy(
      { slices: [], notAnalysed: [aMissingSlice(0, 'broken')], suitability: [] },
      aRule(),
      'balanced',
    );
    expect(LABELS.map((label) => findings.probabilities[label])).toEqual(LABELS.map(() => NaN));
    expect(findings.flagged).toEqual([]);
  });

  it('holds any above every type and does not depend on the order of the slices', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    const anySlices = fc.array(fc.record(Object.fromEntries(LABELS.map((l) => [l, value]))), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(anySlices, (maps) => {
        const slices = maps.map((map, index) => aFinding(index, map));
        const rule = aRule({ k: 3, smoothing: [0.2, 0.6, 0.2] });
        const findings = study(slices, rule);
        for (const type of HEMORRHAGE_TYPES) {
          expect(findings.probabilities.any).toBeGreaterThanOrEqual(findings.probabilities[type]);
        }
        expect(study([...slices].reverse(), rule)).toEqual(findings);
      }),
      { seed: 19 },
    );
  });
});
