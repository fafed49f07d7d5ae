import type { HuImage } from './preprocess-spec.ts';
import { FACTS, LEAST_RUN_PIXELS, type RowLimits, rowRuns } from './row-runs.ts';

/** What is wrong within an image, away from its edges. */
export interface PixelFaults {
  /** Rows, or a block, of one value lie within the head: a part of the pixels was lost. */
  readonly patched: boolean;
  /** Air lies within bone, directly beside it, all over: values came round the end of what their bits can hold. */
  readonly wrapped: boolean;
}

/** Brain and muscle, as in `storedFaults`. */
const TISSUE_HU = [5, 95] as const;
/** Noise lets no run of equal tissue grow so long, as a part of the row; so many such rows make a block. */
const LEAST_RUN = 1 / 32;
const LEAST_BLOCK_ROWS = 1 / 64;
/** Beside a block of another value tissue ends without a slope: over so many HU from one pixel to the next. Clipped fat has no such step. */
const STEP_HU = 300;
/** Where more of the tissue lies in runs than this, the whole image has no noise: painted, or saved in few steps. */
const MOST_IN_RUNS = 0.8;
/** Lost rows within a head lie between rows of which so much is tissue; letters burned in are as dense as bone. */
const LEAST_HEAD = 0.1;
const FEWEST_ROWS = 2;
/** Between tissue, within bone, air directly beside it on either side, in so many rows: a scanner's own sharpness leaves a slope. Letters burned in lie in air. */
const BONE_HU = 300;
const AIR_HU = -1000;
const LEAST_WRAPPED = 0.1;

const isTissue = (hu: number): boolean => hu >= TISSUE_HU[0] && hu <= TISSUE_HU[1];

/** A fill of 0, too; -20 is where some data are clipped. */
const LEAST_FILL_HU = -15;

const LIMITS: RowLimits = { tissue: TISSUE_HU, bone: BONE_HU, air: AIR_HU };

/** Looks for lost blocks and rows, and for values that wrapped round; one pass over the image. */
export function pixelFaults(image: HuImage): PixelFaults {
  const { rows, columns, values } = image;
  const leastRun = Math.max(LEAST_RUN_PIXELS, Math.round(columns * LEAST_RUN));
  const { facts, runs } = rowRuns(image, leastRun, LIMITS);
  let [tissue, inRuns, blockRows, wrapped] = [0, 0, 0, 0];
  /** Of rows of one value: how many in a row by now, and whether a row of a head came before them. */
  let [blank, lost, afterHead] = [0, 0, false];
  /** Where runs with a step on either side, one mixed pixel allowed, lie in the row above, by first and last column: a block's lie under each other. */
  let above: ReadonlySet<number> = NONE;
  let read = 0;
  for (let y = 0; y < rows; y += 1) {
    const start = y * columns;
    const own = y * FACTS.count;
    const [soft, head] = [facts[own + FACTS.tissue] ?? 0, facts[own + FACTS.head] ?? 0];
    const last = read + 2 * (facts[own + FACTS.runs] ?? 0);
    let hasBlock = false;
    let stepped: Set<number> | null = null;
    for (; read < last; read += 2) {
      const [from, to] = [runs[read] ?? 0, runs[read + 1] ?? 0];
      const [at, next] = [start + from, start + to];
      const value = values[at] ?? 0;
      if (isTissue(value)) inRuns += to - from;
      if (from === 0 || to === columns) continue;
      hasBlock ||= isBlock(values[at - 1] ?? 0, value, values[next] ?? 0);
      if (!isTissue(value) && !hasBlock && endsInSteps(values, at, next)) {
        // A run of noise-free air or metal has a round outline: a block has not.
        const run = from * columns + to;
        stepped ??= new Set();
        stepped.add(run);
        hasBlock = above.has(run);
      }
    }
    tissue += soft;
    blockRows += Number(hasBlock);
    above = stepped ?? NONE;
    wrapped += facts[own + FACTS.wrapped] ?? 0;
    const mayBeBlank = head === 0 || head === columns;
    if (mayBeBlank && isOne(values, start, start + columns, values[start])) blank += 1;
    else {
      const isHead = soft >= LEAST_HEAD * columns;
      if (isHead && afterHead && blank >= FEWEST_ROWS) lost += blank;
      [blank, afterHead] = [0, isHead];
    }
  }
  const hasNoise = inRuns <= MOST_IN_RUNS * tissue;
  const hasBlock = hasNoise && blockRows >= Math.max(6, rows * LEAST_BLOCK_ROWS);
  return { patched: hasBlock || lost > 0, wrapped: wrapped >= LEAST_WRAPPED * rows };
}

const NONE: ReadonlySet<number> = new Set();

/** Whether a run lies in tissue, and is tissue without noise or of another value without a slope on either side. */
const isBlock = (before: number, value: number, after: number): boolean =>
  isTissue(before) &&
  isTissue(after) &&
  ((value >= LEAST_FILL_HU && value <= TISSUE_HU[1]) ||
    Math.min(Math.abs(value - before), Math.abs(value - after)) >= STEP_HU);

/** Whether tissue lies a step beside a run of one value on either side, directly or behind one pixel that is a mixture: a block that was made coarser. */
function endsInSteps(values: Float32Array, from: number, end: number): boolean {
  const value = values[from] ?? 0;
  return (
    isStepBeside(value, values[from - 1] ?? 0, values[from - 2] ?? 0) &&
    isStepBeside(value, values[end] ?? 0, values[end + 1] ?? 0)
  );
}

function isStepBeside(value: number, mixed: number, tissue: number): boolean {
  return (
    isTissueAStepFrom(value, mixed) ||
    (isTissueAStepFrom(value, tissue) && (mixed - value) * (mixed - tissue) <= 0)
  );
}

function isTissueAStepFrom(value: number, hu: number): boolean {
  return isTissue(hu) && Math.abs(hu - value) >= STEP_HU;
}

function isOne(values: Float32Array, from: number, end: number, value: number | undefined) {
  for (let at = from; at < end; at += 1) if (values[at] !== value) return false;
  return true;
}
