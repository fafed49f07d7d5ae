import { HEMORRHAGE_TYPES, LABELS, type Label, sigmoid } from '#base';
import type { SliceExplanation } from '#workers';

/** Where the model saw its likeliest type. */
export interface StrongestMap {
  readonly label: Label;
  readonly width: number;
  readonly height: number;
  /** height * width probabilities, row-major. */
  readonly values: Float32Array;
  /** The square of the slice that it covers, in its pixels. */
  readonly box: SliceExplanation['box'];
}

/** The class map of the likeliest type of a slice. */
export function strongestMap({ maps, probabilities, box }: SliceExplanation): StrongestMap {
  const label = HEMORRHAGE_TYPES.reduce((best, one) =>
    probabilities[one] > probabilities[best] ? one : best,
  );
  const column = LABELS.indexOf(label);
  const values = new Float32Array(maps.width * maps.height);
  for (let index = 0; index < values.length; index += 1) {
    values[index] = sigmoid(maps.logits[index * LABELS.length + column] ?? 0);
  }
  return { label, width: maps.width, height: maps.height, values, box };
}
