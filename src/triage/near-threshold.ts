import { isNeverFlagged, LABELS, type Label, type LabelMap, logit } from '#base';

/**
 * A difference in log odds that means little: one half against .43 or .57. Noise, half the matrix or 5 HU move a study's probability
 * by as much on average.
 */
const NEAR = 0.3;

/** The label of those `deciding` whose threshold decides whether a study is flagged, where its number is near it; null where it is not. */
export function nearThreshold(
  probabilities: LabelMap<number>,
  thresholds: LabelMap<number>,
  deciding: readonly Label[] = LABELS,
): Label | null {
  let decisive: { readonly label: Label; readonly margin: number } | null = null;
  for (const label of deciding) {
    if (isNeverFlagged(thresholds[label])) continue;
    const margin = logit(probabilities[label]) - logit(thresholds[label]);
    // The label that is farthest over its threshold keeps the flag, or is the first to give one.
    if (decisive === null || margin > decisive.margin) decisive = { label, margin };
  }
  return decisive !== null && Math.abs(decisive.margin) < NEAR ? decisive.label : null;
}
