import { quantile, seededRandom } from '#base';

/** A 95 % interval by the bootstrap, and in how many rounds the statistic existed. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions {
  /** Default 1000. */
  readonly rounds?: number;
  /** Default 2019. */
  readonly seed?: number;
}

/**
 * 95 % percentile interval of a statistic, drawing whole clusters (patients) with replacement: slices of one patient are
 * not independent. `statistic` gets how often each row was drawn; rounds where it is NaN (a class is missing) are left
 * out. null where fewer than half of the rounds give a number.
 */
export function bootstrapInterval(
  clusters: readonly string[],
  statistic: (weights: Float64Array) => number,
  { rounds = 1000, seed = 2019 }: BootstrapOptions = {},
): Interval | null {
  const names = [...new Set(clusters)];
  const numberOf = new Map(names.map((name, index) => [name, index]));
  const clusterOfRow = Int32Array.from(clusters, (name) => numberOf.get(name) ?? 0);
  const random = seededRandom(seed);
  const weights = new Float64Array(clusters.length);
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const drawn = new Float64Array(names.length);
    for (let n = 0; n < names.length; n++) {
      const pick = Math.floor(random() * names.length);
      drawn[pick] = (drawn[pick] ?? 0) + 1;
    }
    for (let row = 0; row < weights.length; row++) {
      weights[row] = drawn[clusterOfRow[row] ?? 0] ?? 0;
    }
    const value = statistic(weights);
    if (!Number.isNaN(value)) values.push(value);
  }
  if (values.length < rounds / 2 || values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975), rounds: values.length };
}

/** The ends of {@link bootstrapInterval}. */
export function bootstrapRange(
  ...given: Parameters<typeof bootstrapInterval>
): readonly [low: number, high: number] | null {
  const found = bootstrapInterval(...given);
  return found === null ? null : [found.low, found.high];
}
