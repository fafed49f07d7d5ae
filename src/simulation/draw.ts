import { seededNormal } from '#base';

/** Exponential numbers of mean 1. */
export const exponential = (uniform: () => number) => (): number => -Math.log(1 - uniform());

/**
 * Gamma numbers of mean 1 and a given standard deviation, 0 or more; 1 is exponential. By rejection (Marsaglia G, Tsang WW, ACM Trans Math
 * Softw 2000;26:363), below shape 1 lifted by a power of a uniform number, as there.
 */
export function gamma(uniform: () => number, spread: number): () => number {
  if (spread <= 0) return () => 1;
  const shape = 1 / spread ** 2;
  const lifted = shape < 1;
  const d = (lifted ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const normal = seededNormal(uniform);
  const draw = (): number => {
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(1 - uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  return () => (draw() * (lifted ? (1 - uniform()) ** (1 / shape) : 1)) / shape;
}
