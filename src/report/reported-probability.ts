import { roundedBeside } from '#base';

/**
 * A probability with the four digits that every table, object and page of it has. Whoever rounds them to two, by whatever rule for halves,
 * gets the two that the screen shows of it: where the four would end in a half, the next ones on the screen's side stand in their place. One that
 * is under its threshold, where that is given, stays under it.
 */
export function reportedProbability(value: number, threshold?: number): number {
  const four =
    threshold === undefined ? Number(value.toFixed(4)) : roundedBeside(value, threshold, 4);
  const parts = Math.round(four * 10_000);
  if (parts % 100 !== 50) return four;
  const isShownAbove = Number(value.toFixed(2)) * 10_000 > parts;
  const other = (parts + (isShownAbove ? 1 : -1)) / 10_000;
  const isLifted = threshold !== undefined && value < threshold && other >= threshold;
  return isLifted ? four : other;
}
