import { type Probability, probability } from './units.ts';

/** Probabilities nearer to 0 or 1 than this are moved there before the logit: float32 has no more to tell. */
const EDGE = 1e-7;

/** p' = sigmoid(a * logit(p) + b), Platt's scaling of a probability. {a: 1, b: 0} changes nothing. */
export interface PlattScaling {
  readonly a: number;
  readonly b: number;
}

/** The probability of a logit. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The logit of a probability; finite, because 0 and 1 are moved inside by 1e-7. */
export function logit(p: number): number {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
  return Math.log(inside / (1 - inside));
}

/** A probability after Platt scaling; {a: 1, b: 0} gives p back to the bit. NaN stays NaN. */
export const applyPlatt = (p: number, { a, b }: PlattScaling): Probability =>
  probability(a === 1 && b === 0 ? p : sigmoid(a * logit(p) + b));
