import type { ChangedOpinion } from '#workers';

/** How the model's `any` of one slice alone bears small changes of the slice. */
export interface Steadiness {
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
  const isThere = opinions.some(({ change }) => change === 'none');
  if (!isThere || opinions.length < 2) return null;
  const all = opinions.map(({ probabilities }) => probabilities.any);
  const low = Math.min(...all);
  const high = Math.max(...all);
  return { low, high, crosses: low < threshold && high >= threshold };
}
