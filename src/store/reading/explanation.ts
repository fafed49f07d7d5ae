import { LABELS, type Label, sigmoid } from '#base';
import type { SliceExplanation } from '#workers';

/** Where the model saw a type that the study names; hemorrhage of whatever type, where it names none. */
export interface StrongestMap {
  readonly label: Label;
  readonly width: number;
  readonly height: number;
  /** height * width probabilities, row-major. */
  readonly values: Float32Array;
  /** The square of the slice that it covers, in its pixels. */
  readonly box: SliceExplanation['box'];
}

/**
 * The class map of the type that is likeliest on a slice, of those that the study is flagged for (`named`): a map doesn't name what the row
 * above it says is not clear. Without any the map of hemorrhage.
 */
export function strongestMap(
  { maps, probabilities, box }: SliceExplanation,
  named: readonly Label[],
): StrongestMap {
  const label = named.reduce<Label>(
    (best, one) => (best === 'any' || probabilities[one] > probabilities[best] ? one : best),
    'any',
  );
  const column = LABELS.indexOf(label);
  const values = new Float32Array(maps.width * maps.height);
  for (let index = 0; index < values.length; index += 1) {
    values[index] = sigmoid(maps.logits[index * LABELS.length + column] ?? 0);
  }
  return { label, width: maps.width, height: maps.height, values, box };
}
