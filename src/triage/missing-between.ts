import type { Series, SliceHeader } from '#dicom';

/** Slices farther apart than so many thicknesses leave some of the head unseen. */
const APART = 1.6;

/** A step is wider than one beside it by this, at least, where a slice is missing. */
const WIDER = 1.5;

/**
 * About how many slices are missing in a series' gaps, from the positions. A wider step is none where the slices are as thick (thin at
 * the base, thick above is routine), or where two steps beside it are as wide. Between thin slices a step that is no gap of the series may be one of theirs.
 */
export function missingBetween({
  slices,
  geometry: { positions, medianSpacing, gapsAfter },
}: Pick<Series, 'slices' | 'geometry'>): number {
  const steps = positions.slice(1).map((position, at) => position - (positions[at] ?? 0));
  const narrower = (one: number, other: number): number =>
    Math.min(steps[one] ?? 0, steps[other] ?? 0);
  const gaps = new Set(gapsAfter);
  return steps.reduce((sum, step, at) => {
    const thick = [at, at + 1].map((index) => slices[index]?.sliceThickness ?? 0);
    const beside = [narrower(at - 1, at - 2), narrower(at + 1, at + 2)];
    const usual = gaps.has(at) ? (medianSpacing ?? 0) : usualHere(steps, at, thick);
    const apart = step / Math.max(usual, ...thick, ...beside);
    return apart > APART ? sum + Math.max(1, Math.round(apart) - 1) : sum;
  }, 0);
}

/** Fewer slices than this have no usual step of their numbers. */
const FEWEST_NUMBERED = 5;

/**
 * About how many slices are missing where nothing but Instance Number tells their order: a jump over more than the usual step. Steps that are wide
 * throughout are another caution's. 0 where the numbers say nothing: absent, given twice, or those of one file's frames.
 */
export function missingByNumber(slices: readonly SliceHeader[]): number {
  const numbers = [...new Set(slices.flatMap(({ instanceNumber }) => instanceNumber ?? []))];
  if (numbers.length < FEWEST_NUMBERED || numbers.length !== slices.length) return 0;
  numbers.sort((a, b) => a - b);
  const steps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? number));
  const usual = [...steps].sort((a, b) => a - b)[steps.length >> 1] ?? 1;
  return steps.reduce((sum, step) => sum + Math.max(0, Math.round(step / usual) - 1), 0);
}

/** The wider step beside one; as good as endless where the thicknesses aren't stated, or where the step isn't wider: then it is no gap. */
function usualHere(steps: readonly number[], at: number, thick: readonly number[]): number {
  const near = [steps[at - 1], steps[at + 1]].filter((step) => step !== undefined);
  const usual = Math.max(...near);
  const isWider = thick.every((one) => one > 0) && (steps[at] ?? 0) > WIDER * usual;
  return isWider && near.length > 0 ? usual : Number.POSITIVE_INFINITY;
}
