import type { HuImage } from './preprocess-spec.ts';

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

/** Looks for lost blocks and rows, and for values that wrapped round; one pass over the image. */
export function pixelFaults({ rows, columns, values }: HuImage): PixelFaults {
  const leastRun = Math.max(8, Math.round(columns * LEAST_RUN));
  let [tissue, inRuns, blockRows, wrapped] = [0, 0, 0, 0];
  /** Of rows of one value: how many in a row by now, and whether a row of a head came before them. */
  let [blank, lost, afterHead] = [0, 0, false];
  /** Where runs with a step on either side, one mixed pixel allowed, lie in the row above, by first and last column: a block's lie under each other. */
  let above = new Set<number>();
  for (let y = 0; y < rows; y += 1) {
    const end = (y + 1) * columns;
    let [head, soft] = [0, 0];
    let hasBlock = false;
    const stepped = new Set<number>();
    /** Of a row, from left to right: tissue (1), then air within bone (2), then tissue again (3). */
    let met = 0;
    for (let at = y * columns; at < end; ) {
      const value = values[at] ?? 0;
      let next = at + 1;
      while (next < end && values[next] === value) next += 1;
      const length = next - at;
      const after = values[next] ?? 0;
      if (isTissue(value)) {
        soft += length;
        if (met % 2 === 0) met += 1;
        if (length >= leastRun) inRuns += length;
      }
      if (value > TISSUE_HU[0]) head += length;
      const isGap = value <= AIR_HU && next < end && after > BONE_HU;
      if (met === 1 && isGap && (values[at - 1] ?? 0) > BONE_HU) met = 2;
      if (length >= leastRun && at > y * columns && next < end) {
        hasBlock ||= isBlock(values[at - 1] ?? 0, value, after);
        if (!isTissue(value) && !hasBlock && endsInSteps(values, at, next)) {
          // A run of noise-free air or metal has a round outline: a block has not.
          const run = (at - y * columns) * columns + (next - y * columns);
          stepped.add(run);
          hasBlock = above.has(run);
        }
      }
      at = next;
    }
    tissue += soft;
    blockRows += Number(hasBlock);
    above = stepped;
    wrapped += Number(met === 3);
    const first = values[y * columns];
    const isBlank = head === 0 || head === columns ? isOne(values, y * columns, end, first) : false;
    if (isBlank) blank += 1;
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

/** Whether a run lies in tissue, and is tissue without noise or of another value without a slope on either side. */
const isBlock = (before: number, value: number, after: number): boolean =>
  isTissue(before) &&
  isTissue(after) &&
  ((value >= LEAST_FILL_HU && value <= TISSUE_HU[1]) ||
    Math.min(Math.abs(value - before), Math.abs(value - after)) >= STEP_HU);

/** Whether tissue lies a step beside a run of one value on either side, directly or behind one pixel that is a mixture: a block that was made coarser. */
function endsInSteps(values: Float32Array, from: number, end: number): boolean {
  const value = values[from] ?? 0;
  const isBeside = (near: number, far: number): boolean => {
    const [mixed, tissue] = [values[near] ?? 0, values[far] ?? 0];
    const isStep = (hu: number) => isTissue(hu) && Math.abs(hu - value) >= STEP_HU;
    return isStep(mixed) || (isStep(tissue) && (mixed - value) * (mixed - tissue) <= 0);
  };
  return isBeside(from - 1, from - 2) && isBeside(end, end + 1);
}

function isOne(values: Float32Array, from: number, end: number, value: number | undefined) {
  for (let at = from; at < end; at += 1) if (values[at] !== value) return false;
  return true;
}
