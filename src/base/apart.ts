import { reaches } from './any-lift.ts';

/** As many digits tell nearly every number from its threshold. */
const MOST_DIGITS = 4;

/**
 * A number rounded to so many digits. One that is under its threshold is never shown as reaching it: where both would read alike, it is one
 * less in the last digit.
 */
export function roundedBeside(value: number, threshold: number, digits: number): number {
  const [shown, from] = [Number(value.toFixed(digits)), Number(threshold.toFixed(digits))];
  const isUnder = value < threshold && !reaches(value, threshold);
  return isUnder && shown >= from ? Number((from - 10 ** -digits).toFixed(digits)) : shown;
}

/** A number and its threshold with as many digits, 2 to 4, as it takes to tell them apart. */
export function apart(
  value: number,
  threshold: number,
): { readonly value: number; readonly threshold: number; readonly digits: number } {
  const digits =
    [2, 3, MOST_DIGITS].find((many) => value.toFixed(many) !== threshold.toFixed(many)) ??
    MOST_DIGITS;
  return {
    value: roundedBeside(value, threshold, digits),
    threshold: Number(threshold.toFixed(digits)),
    digits,
  };
}
