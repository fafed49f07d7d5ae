import { AppError } from '#base';
import { broadcastIndex } from './elementwise.ts';
import { sizeOf, type Tensor } from './tensor.ts';

/** A reduction in WGSL: the first value, then one step ($a so far, $b new), divided by the count at the end for a mean. */
export interface ReductionWgsl {
  readonly start: string;
  readonly step: string;
  readonly mean: boolean;
}

/** How to reduce: `start`, then `step` over the elements in double precision, then `end` with their count; the same in WGSL. */
export interface Reduction {
  readonly start: number;
  readonly step: (sum: number, value: number) => number;
  readonly end?: (sum: number, count: number) => number;
  readonly wgsl: ReductionWgsl;
}

/** The reductions by name of the op. */
export const REDUCTIONS: Readonly<Record<'Max' | 'Min' | 'Sum' | 'Mean', Reduction>> = {
  Max: {
    start: Number.NEGATIVE_INFINITY,
    step: (sum, value) => Math.max(sum, value),
    wgsl: { start: '-3.4028234e38f', step: 'max($a, $b)', mean: false },
  },
  Min: {
    start: Number.POSITIVE_INFINITY,
    step: (sum, value) => Math.min(sum, value),
    wgsl: { start: '3.4028234e38f', step: 'min($a, $b)', mean: false },
  },
  Sum: {
    start: 0,
    step: (sum, value) => sum + value,
    wgsl: { start: '0f', step: '$a + $b', mean: false },
  },
  Mean: {
    start: 0,
    step: (sum, value) => sum + value,
    end: (sum, count) => sum / count,
    wgsl: { start: '0f', step: '$a + $b', mean: true },
  },
};

/** Which axes, counted from the front, unique. */
export function normalizedAxes(axes: readonly number[], rank: number): ReadonlySet<number> {
  return new Set(
    axes.map((axis) => {
      const at = axis < 0 ? axis + rank : axis;
      if (!Number.isInteger(at) || at < 0 || at >= rank) {
        throw new AppError('model-graph', `There is no axis ${axis} in ${rank} dimensions.`);
      }
      return at;
    }),
  );
}

/** Reduces over `axes`; with keepDims they stay with size 1. */
export function reduceTensor(
  { shape, data }: Tensor,
  axes: readonly number[],
  keepDims: boolean,
  { start, step, end = (sum) => sum }: Reduction,
): Tensor {
  const gone = normalizedAxes(axes, shape.length);
  const kept = shape.map((size, axis) => (gone.has(axis) ? 1 : size));
  const sums = new Float64Array(sizeOf(kept)).fill(start);
  const index = broadcastIndex(shape, kept);
  for (let i = 0; i < data.length; i++) {
    const at = index[i] ?? 0;
    sums[at] = step(sums[at] ?? 0, data[i] ?? 0);
  }
  const count = data.length / sums.length;
  return {
    shape: keepDims ? kept : shape.filter((_, axis) => !gone.has(axis)),
    data: Float32Array.from(sums, (sum) => end(sum, count)),
  };
}
