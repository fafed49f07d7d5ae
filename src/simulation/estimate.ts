import { Z95 } from '#base';

/** A figure over replications: the mean, and the 95 % interval of it; how many replications had one. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly replications: number;
}

/** The mean of independent replications with Student's interval; null where fewer than two have a value. */
export function estimateOf(values: readonly number[]): Estimate | null {
  const count = values.length;
  if (count < 2) return null;
  const value = values.reduce((sum, one) => sum + one, 0) / count;
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (count - 1);
  const half = studentQuantile(count - 1) * Math.sqrt(variance / count);
  return { value, low: Math.max(0, value - half), high: value + half, replications: count };
}

/**
 * The 97.5 % quantile of Student's t by its expansion about the normal one (Abramowitz and Stegun 26.7.5); within 0.003 from 5
 * degrees of freedom on and 0.0003 from 9 on, and too small below.
 */
export function studentQuantile(degrees: number): number {
  const z = Z95;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}
