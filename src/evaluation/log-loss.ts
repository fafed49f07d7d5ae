import { LABELS, type LabelMap } from '#base';

/** `any` counts twice, each type once (RSNA 2019's metric). */
const weightOf = (label: string) => (label === 'any' ? 2 : 1);
const EDGE = 1e-7;

/** RSNA 2019's weighted multi-label log loss: the mean over cases of the weighted mean over the six labels. */
export function weightedLogLoss(
  cases: readonly {
    readonly truth: LabelMap<boolean>;
    readonly probabilities: LabelMap<number>;
  }[],
): number {
  let sum = 0;
  for (const { truth, probabilities } of cases) {
    for (const label of LABELS) {
      const p = Math.min(1 - EDGE, Math.max(EDGE, probabilities[label]));
      sum -= weightOf(label) * Math.log(truth[label] ? p : 1 - p);
    }
  }
  return sum / (7 * cases.length);
}
