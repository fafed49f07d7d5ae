import { type AnyLift, type LowestThreshold, liftAny } from './any-lift.ts';
import { type LabelMap, labelMap } from './labels.ts';
import { applyPlatt, type PlattScaling } from './logistic.ts';
import type { Probability } from './units.ts';

/** What a model's manifest says of the probabilities of slices, or of studies. */
export interface Calibration {
  readonly calibration: LabelMap<PlattScaling>;
  readonly operatingPoints: LabelMap<LowestThreshold>;
  /** Absent: {@link liftAny}'s own choice. */
  readonly anyLift?: AnyLift;
}

/** Each label by its own Platt scaling. NaN stays NaN. */
export const plattScaled = (
  raw: LabelMap<number>,
  scaling: LabelMap<PlattScaling>,
): LabelMap<Probability> => labelMap((label) => applyPlatt(raw[label], scaling[label]));

/**
 * Probabilities as they are shown and judged: each label by its own Platt scaling, then `any` raised to the types that may raise
 * it. NaN stays NaN. Slices, studies, and the fit of a calibration go this one way.
 */
export const calibrated = (
  raw: LabelMap<number>,
  { calibration, operatingPoints, anyLift }: Calibration,
): LabelMap<Probability> => liftAny(plattScaled(raw, calibration), operatingPoints, anyLift);
