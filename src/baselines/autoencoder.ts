import { seededNormal, seededRandom } from '#base';

/**
 * A linear autoencoder: code = components (x - mean), x' = mean + components^T code. With squared error its optimum is the principal
 * components (Baldi and Hornik 1989), so it is computed and not descended to.
 */
export interface Autoencoder {
  readonly mean: Float64Array;
  /** Orthonormal rows, the one that explains most first. */
  readonly components: readonly Float64Array[];
}

/** How an autoencoder is made. */
export interface AutoencoderOptions {
  /** Length of the code. */
  readonly code: number;
  /** Rounds of subspace iteration. */
  readonly rounds: number;
  readonly seed: number;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** to += factor * from */
function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i += 1) to[i] = (to[i] ?? 0) + factor * (from[i] ?? 0);
}

/** Gram and Schmidt, in place, twice for rounding; a row that lies within the others becomes zeros. */
function orthonormalize(rows: readonly Float64Array[]): void {
  rows.forEach((row, index) => {
    const length = Math.sqrt(dot(row, row));
    for (let pass = 0; pass < 2; pass += 1) {
      for (const other of rows.slice(0, index)) addScaled(row, other, -dot(row, other));
    }
    const left = Math.sqrt(dot(row, row));
    const scale = left > 1e-9 * length ? 1 / left : 0;
    for (let i = 0; i < row.length; i += 1) row[i] = (row[i] ?? 0) * scale;
  });
}

function meanOf(samples: readonly Float64Array[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const sample of samples) addScaled(mean, sample, 1 / samples.length);
  return mean;
}

/** Fits an autoencoder for samples of `length` numbers by subspace iteration. The same samples and seed give the same one; no samples, zeros. */
export function fitAutoencoder(
  samples: readonly Float64Array[],
  length: number,
  { code, rounds, seed }: AutoencoderOptions,
): Autoencoder {
  const mean = meanOf(samples, length);
  const centered = samples.map((sample) => sample.map((value, i) => value - (mean[i] ?? 0)));
  const normal = seededNormal(seededRandom(seed));
  // More directions than samples have less one do not exist.
  const count = Math.max(0, Math.min(code, samples.length - 1));
  let components = Array.from({ length: count }, () => Float64Array.from({ length }, normal));
  orthonormalize(components);
  for (let round = 0; round < rounds; round += 1) {
    const next = components.map(() => new Float64Array(length));
    for (const sample of centered) {
      next.forEach((row, index) => {
        addScaled(row, sample, dot(sample, components[index] ?? sample));
      });
    }
    orthonormalize(next);
    components = next;
  }
  return { mean, components };
}

/** What the autoencoder makes of a sample. */
export function reconstructed(
  { mean, components }: Autoencoder,
  sample: Float64Array,
): Float64Array {
  const centered = sample.map((value, i) => value - (mean[i] ?? 0));
  const made = mean.slice();
  for (const row of components) addScaled(made, row, dot(centered, row));
  return made;
}
