import type { ChangedOpinion } from '#workers';

/** How the model's `any` of one slice alone bears small changes of the slice. */
export interface Steadiness {
  /** As it is, 0..1: not mixed with its neighbors', as the number of the slice in the list is. */
  readonly plain: number;
  /** The least and the most of it as it is and after each change, 0..1. */
  readonly low: number;
  readonly high: number;
  /** Whether a change alone takes it over the slice's threshold, or under. */
  readonly crosses: boolean;
}

/** What opinions after small changes say of the one without; null where there is none to compare. `threshold` is of a slice's `any`. */
export function steadiness(
  opinions: readonly ChangedOpinion[],
  threshold: number,
): Steadiness | null {
  const plain = opinions.find(({ change }) => change === 'none')?.probabilities.any;
  if (plain === undefined || opinions.length < 2) return null;
  const all = opinions.map(({ probabilities }) => probabilities.any);
  const low = Math.min(...all);
  const high = Math.max(...all);
  return { plain, low, high, crosses: low < threshold && high >= threshold };
}
