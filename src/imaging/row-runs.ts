import { kernelsWithImage } from './kernel-memory.ts';
import type { HuImage } from './preprocess-spec.ts';

/** What decides what a row consists of, in HU. */
export interface RowLimits {
  /** Tissue, both ends included. */
  readonly tissue: readonly [number, number];
  /** Above it is bone. */
  readonly bone: number;
  /** At most it is air. */
  readonly air: number;
}

/** What the rows of an image consist of, and their long runs of one value. */
export interface RowRuns {
  /** Four numbers a row: see {@link FACTS}. */
  readonly facts: Int32Array;
  /** Two numbers a run, from row to row and left to right: its first column and the one after its last. */
  readonly runs: Int32Array;
}

/** Where a row's facts lie among its four. */
export const FACTS = {
  count: 4,
  /** Pixels of tissue. */
  tissue: 0,
  /** Pixels above the least of tissue. */
  head: 1,
  /** 1 where tissue lies on either side of air, a run of one value, with bone directly beside it on either side. */
  wrapped: 2,
  /** How many long runs it has. */
  runs: 3,
} as const;

/** A run that is found is at least so long, in pixels. */
export const LEAST_RUN_PIXELS = 8;

/**
 * One pass over an image: its rows' facts, and their runs of at least `least` ({@link LEAST_RUN_PIXELS} or more) equal pixels. Good until
 * the kernels' next task.
 */
export function rowRuns(image: HuImage, least: number, limits: RowLimits): RowRuns {
  return rowRunsByKernel(image, least, limits) ?? rowRunsPlainly(image, least, limits);
}

/** Numbers for the runs: none is shorter than what is found. */
const roomOf = ({ rows, columns }: HuImage): number =>
  2 * rows * Math.ceil(columns / LEAST_RUN_PIXELS);

function rowRunsByKernel(
  image: HuImage,
  least: number,
  { tissue, bone, air }: RowLimits,
): RowRuns | null {
  const { rows, columns, values } = image;
  const sizes = [rows * FACTS.count, roomOf(image)] as const;
  const ready = kernelsWithImage(values, 4 * (sizes[0] + sizes[1]));
  if (ready === null) return null;
  const { kernels } = ready;
  const [facts, runs] = [kernels.take(4 * sizes[0]), kernels.take(4 * sizes[1])];
  kernels.call('rowRuns', ready.image, rows, columns, least, ...tissue, bone, air, facts, runs);
  return { facts: kernels.ints(facts, sizes[0]), runs: kernels.ints(runs, sizes[1]) };
}

function rowRunsPlainly(
  image: HuImage,
  least: number,
  { tissue: [low, high], bone, air }: RowLimits,
): RowRuns {
  const { rows, columns, values } = image;
  const facts = new Int32Array(rows * FACTS.count);
  const runs = new Int32Array(roomOf(image));
  let to = 0;
  for (let y = 0; y < rows; y += 1) {
    const start = y * columns;
    const end = start + columns;
    const first = to;
    let [tissue, head] = [0, 0];
    /** From left to right: tissue (1), then air within bone (2), then tissue again (3). */
    let met = 0;
    for (let at = start; at < end; ) {
      const value = values[at] ?? 0;
      let next = at + 1;
      while (next < end && values[next] === value) next += 1;
      if (value >= low && value <= high) {
        tissue += next - at;
        if (met % 2 === 0) met += 1;
      }
      if (value > low) head += next - at;
      const isGap = value <= air && next < end && (values[next] ?? 0) > bone;
      if (met === 1 && isGap && (values[at - 1] ?? 0) > bone) met = 2;
      if (next - at >= least) {
        runs[to] = at - start;
        runs[to + 1] = next - start;
        to += 2;
      }
      at = next;
    }
    facts.set([tissue, head, Number(met === 3), (to - first) / 2], y * FACTS.count);
  }
  return { facts, runs };
}
