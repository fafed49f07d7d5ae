import { type Label, labelMap, probability, type ReasonCode, sliceIndex } from '#base';
import type { SliceFinding, SliceNotAnalyzed, StudyFindings } from './findings.ts';
import type { StudyRule } from './study-rule.ts';

/** A finding with every probability 0.1 but those given. */
export function aFinding(
  index: number,
  given: Partial<Readonly<Record<Label, number>>> = {},
): SliceFinding {
  return {
    sliceKey: `slice-${index}`,
    index: sliceIndex(index),
    probabilities: labelMap((label) => probability(given[label] ?? 0.1)),
  };
}

/** A slice left out. */
export function aMissingSlice(index: number, code: ReasonCode): SliceNotAnalyzed {
  return {
    sliceKey: `slice-${index}`,
    index: sliceIndex(index),
    reason: { code, text: `because of ${code}` },
  };
}

/** No smoothing, highest slice, no calibration, thresholds 0.3, 0.5, 0.7. */
export function aRule(given: Partial<StudyRule> = {}): StudyRule {
  return {
    k: 1,
    smoothing: [0, 1, 0],
    calibration: labelMap(() => ({ a: 1, b: 0 })),
    operatingPoints: labelMap(() => ({
      highSensitivity: 0.3,
      balanced: 0.5,
      highSpecificity: 0.7,
    })),
    ...given,
  };
}

/** Findings of a study whose `any` is given; flagged from 0.5. */
export function someFindings(any: number, given: Partial<StudyFindings> = {}): StudyFindings {
  return {
    probabilities: labelMap((label) => probability(label === 'any' ? any : any / 2)),
    flagged: any >= 0.5 ? ['any'] : [],
    operatingPoint: 'balanced',
    slices: [aFinding(0, { any })],
    notAnalysed: [],
    suitability: [],
    ...given,
  };
}
