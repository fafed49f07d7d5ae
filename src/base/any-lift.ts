import { HEMORRHAGE_TYPES, type LabelMap } from './labels.ts';
import { type Probability, probability } from './units.ts';

/**
 * Whether a type may raise `any`: 'nameable' raises it to the highest type that may be flagged, 'none' leaves it as the model
 * gives it. Decided out of fold, once for slices and once for studies.
 */
export type AnyLift = 'none' | 'nameable';

/** What holds where a model's manifest doesn't say. */
export const DEFAULT_ANY_LIFT: AnyLift = 'nameable';

/** Thresholds of a label that is shown and never flagged: it could not be told when it was measured. */
export const isNeverFlagged = (threshold: number): boolean => threshold >= 1;

/** Whether a probability flags at a threshold. A threshold of 1 is never reached, by 1 neither. */
export const reaches = (value: number, threshold: number): boolean =>
  value >= threshold && !isNeverFlagged(threshold);

/** The lowest of a label's thresholds: where even that is 1, the label is never flagged. */
export type LowestThreshold = { readonly highSensitivity: number };

/**
 * Probabilities with `any` raised as `lift` says. A type that is never flagged (all thresholds 1) doesn't move `any`, whatever its
 * number. Every host judges by this: slices, studies, evaluation and the fit of a calibration.
 */
export function liftAny(
  map: LabelMap<number>,
  operatingPoints: LabelMap<LowestThreshold>,
  lift: AnyLift = DEFAULT_ANY_LIFT,
): LabelMap<Probability> {
  const types = HEMORRHAGE_TYPES.filter(
    (type) => lift === 'nameable' && !isNeverFlagged(operatingPoints[type].highSensitivity),
  );
  return {
    any: probability(Math.max(map.any, ...types.map((type) => map[type]))),
    epidural: probability(map.epidural),
    intraparenchymal: probability(map.intraparenchymal),
    intraventricular: probability(map.intraventricular),
    subarachnoid: probability(map.subarachnoid),
    subdural: probability(map.subdural),
  };
}
