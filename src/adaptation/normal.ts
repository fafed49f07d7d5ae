/** The part of a standard normal distribution below z, to 1e-12. */
export function normalBelow(z: number): number {
  const x = Math.abs(z);
  // Marsaglia's series near the middle, where it converges at once; Laplace's continued fraction in the tail.
  if (x < 3) {
    let [sum, term] = [x, x];
    for (let n = 1; term > 1e-16 * sum; n++) {
      term *= (x * x) / (2 * n + 1);
      sum += term;
    }
    const half = sum * density(x);
    return z < 0 ? 0.5 - half : 0.5 + half;
  }
  let fraction = x;
  for (let n = 40; n > 0; n--) fraction = x + n / fraction;
  const tail = density(x) / fraction;
  return z < 0 ? tail : 1 - tail;
}

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** The z below which a part `p` (0 < p < 1) of a standard normal distribution lies. Newton's method from a logistic start. */
export function normalQuantile(p: number): number {
  let z = Math.min(8, Math.max(-8, Math.log(p / (1 - p)) / 1.702));
  for (let step = 0; step < 60; step++) {
    const off = (normalBelow(z) - p) / density(z);
    const next = z - Math.max(-0.5, Math.min(0.5, off));
    if (Math.abs(next - z) < 1e-13) return next;
    z = next;
  }
  return z;
}
