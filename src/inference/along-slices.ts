import {
  calibrated,
  LABELS,
  type LabelMap,
  labelMap,
  logit,
  type Probability,
  sigmoid,
} from '#base';
import type { LoadedPackage } from './package/loaded-package.ts';
import { correctAlong } from './sequence-model.ts';

/** Calibrated probabilities of a study's slices, each judged with the others by its raw ones and its place in mm. */
export type AlongSlices = (
  slices: readonly { readonly raw: LabelMap<number>; readonly mm: number }[],
) => readonly LabelMap<Probability>[];

/** The package's judgment along the slices, or null where it has none: then a slice is judged alone. */
export function alongSlicesOf({
  sequence,
  manifest,
}: Pick<LoadedPackage, 'sequence' | 'manifest'>): AlongSlices | null {
  if (sequence === null) return null;
  return (slices) => {
    const logits = slices.map(({ raw }) => LABELS.map((label) => logit(raw[label])));
    const corrected = correctAlong(
      logits,
      slices.map(({ mm }) => mm),
      sequence,
    );
    return corrected.map((row) =>
      calibrated(
        labelMap((_, at) => sigmoid(row[at] ?? 0)),
        manifest,
      ),
    );
  };
}
