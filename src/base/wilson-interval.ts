/** The 97.5 % quantile of the standard normal distribution: half of a 95 % interval, in standard errors. */
export const Z95 = 1.959964;

/**
 * The 95 % interval of a part that was counted (Wilson's score interval): `part` of `n`, both counts; null where n is 0.
 * Wilson EB, J Am Stat Assoc 1927;22:209.
 */
export function wilsonInterval(part: number, n: number): readonly [number, number] | null {
  if (n <= 0) return null;
  const z = Z95;
  const p = part / n;
  const center = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (center - half) / scale), Math.min(1, (center + half) / scale)];
}
