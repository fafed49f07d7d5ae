/** Values that count on: numbers at one distance, or texts that end in such numbers, as the instance numbers and the files of a series. */
export interface Run {
  /** What stands before the number of a text; null: they are numbers. */
  readonly before: string | null;
  readonly from: number;
  readonly step: number;
}

/** The value at a place of a run, from 0. */
export const runAt = ({ before, from, step }: Run, at: number): unknown =>
  before === null ? from + at * step : `${before}${from + at * step}`;

/** A text and the whole number that it ends with; none where that is written otherwise than a number is, such as with a zero before it. */
const COUNTED = /^(.*?)(0|[1-9]\d{0,14})$/s;

const isText = (value: unknown): value is string => typeof value === 'string';

function textBefore(text: string): string | null {
  return COUNTED.exec(text)?.[1] ?? null;
}

/**
 * A run that says exactly these values, to the last bit; null where they don't count on. `like`: another run, whose text is held in place of one that
 * is the same.
 */
export function asRun(values: readonly unknown[], like?: unknown): Run | null {
  const [first, second] = values;
  if (first === undefined || second === undefined) return null;
  const known: unknown = Reflect.get(Object(like), 'before');
  const run =
    isText(first) && isText(second)
      ? textRun(first, second, isText(known) ? known : '')
      : numberRun(first, second);
  return run !== null && values.every((value, at) => Object.is(runAt(run, at), value)) ? run : null;
}

const numberRun = (first: unknown, second: unknown): Run | null =>
  typeof first === 'number' && typeof second === 'number'
    ? { before: null, from: first, step: second - first }
    : null;

function textRun(first: string, second: string, known: string): Run | null {
  const before = textBefore(first);
  if (before === null || !second.startsWith(before)) return null;
  const from = Number(first.slice(before.length));
  const step = Number(second.slice(before.length)) - from;
  return { before: before === known ? known : before, from, step };
}
