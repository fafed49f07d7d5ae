import {
  applyPlatt,
  LABELS,
  type LabelMap,
  labelMap,
  liftAny,
  type Probability,
  sigmoid,
} from '#base';
import type { LoadedPackage } from './package/loaded-package.ts';
import { correctAlong } from './sequence-model.ts';

/** Calibrated probabilities of a study's slices, each judged with the others by its raw ones and its place in mm. */
export type AlongSlices = (
  slices: readonly { readonly raw: LabelMap<number>; readonly mm: number }[],
) => readonly LabelMap<Probability>[];

/** Probabilities of 0 and 1 have no finite logit. */
const EDGE = 1e-7;

const logitOf = (p: number): number => {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
  return Math.log(inside / (1 - inside));
};

/** The package's judgement along the slices, or null where it has none: then a slice is judged alone. */
export function alongSlicesOf({
  sequence,
  manifest,
}: Pick<LoadedPackage, 'sequence' | 'manifest'>): AlongSlices | null {
  if (sequence === null) return null;
  return (slices) => {
    const logits = slices.map(({ raw }) => LABELS.map((label) => logitOf(raw[label])));
    const corrected = correctAlong(
      logits,
      slices.map(({ mm }) => mm),
      sequence,
    );
    return corrected.map((row) => {
      const calibrated = labelMap((label, at) =>
        applyPlatt(sigmoid(row[at] ?? 0), manifest.calibration[label]),
      );
      return liftAny(calibrated, manifest.operatingPoints, manifest.anyLift);
    });
  };
}
