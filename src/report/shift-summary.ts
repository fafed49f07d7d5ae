import { quantile } from '#base';
import type { Moment } from './study-list.ts';

/** What became of a study, from the most urgent to the least; every study is in one. */
export const SHIFT_RESULTS = [
  'flagged',
  'not analyzed',
  'no flag, incomplete',
  'no flag',
  'under way',
  'hidden',
] as const;

/** What became of a study. "no flag" never says that nothing is there. */
export type ShiftResult = (typeof SHIFT_RESULTS)[number];

/** How far people are with a study, from the first to the last. */
export const SHIFT_CARES = ['unread', 'open', 'acknowledged', 'done'] as const;

/** How far people are with a study. */
export type ShiftCare = (typeof SHIFT_CARES)[number];

/** A study as a shift looks back on it: by its number, with nothing that tells the patient. */
export interface ShiftStudy {
  readonly number: number;
  readonly result: ShiftResult;
  /** Flagged types, 'any' left out. */
  readonly types: readonly string[];
  /** Probability of any hemorrhage, 0..1; null where it is not ranked by one. */
  readonly any: number | null;
  /** From so much on `any` flags; null where that is not known. */
  readonly anyFrom: number | null;
  /** Why it was not analyzed, or not wholly; null where it was, is under way, or is hidden from a blinded reader. */
  readonly reason: string | null;
  readonly receivedAt: Moment;
  readonly care: ShiftCare;
  readonly openedAt: Moment | null;
  readonly acknowledgedAt: Moment | null;
  readonly acknowledgedBy: string;
  readonly doneAt: Moment | null;
  readonly doneBy: string;
  /** Milliseconds from its arrival until somebody first opened, acknowledged or finished it; of an unseen one until now. */
  readonly waited: number;
  /** Somebody did; else it waits still. */
  readonly seen: boolean;
  /** What its reader said; null where nothing was. */
  readonly verdict: string | null;
  readonly verdictAt: Moment | null;
  /** How that differs from the result; null where it does not, or nothing was said. */
  readonly disagreement: string | null;
}

/** Waiting times of studies with one result. Milliseconds. */
export interface ShiftWaits {
  /** null: of all of them. */
  readonly result: ShiftResult | null;
  readonly seen: number;
  /** Of those seen; the mean of the two in the middle. null: none was. */
  readonly median: number | null;
  readonly worst: number | null;
  /** Not seen yet. */
  readonly waiting: number;
  /** How long the first of these has waited so far. */
  readonly longest: number | null;
  /** Seen or not, so many waited longer than the cap. */
  readonly overCap: number;
}

/** A shift looked back on. Every number counts the studies that came in since it began; they add up to `studies`. */
export interface ShiftSummary {
  readonly from: Moment;
  readonly to: Moment;
  /** Milliseconds after which a study goes before all others. */
  readonly cap: number;
  /** In the order in which they came. */
  readonly studies: readonly ShiftStudy[];
  readonly results: Readonly<Record<ShiftResult, number>>;
  readonly cares: Readonly<Record<ShiftCare, number>>;
  /** The same crosswise. */
  readonly caresOf: Readonly<Record<ShiftResult, Readonly<Record<ShiftCare, number>>>>;
  /** One for each result that there is, then one for all. */
  readonly waits: readonly ShiftWaits[];
  /** Why studies were not analyzed, the commonest reason first. */
  readonly notAnalyzed: readonly { readonly reason: string; readonly numbers: readonly number[] }[];
  readonly disagreements: readonly ShiftStudy[];
  /** Of earlier shifts, in none of the numbers above. */
  readonly earlier: { readonly left: number; readonly doneSince: number };
}

/** What {@link summarizeShift} counts over. */
export type ShiftFacts = Pick<ShiftSummary, 'from' | 'to' | 'cap' | 'earlier' | 'studies'>;

/** Counts a shift's studies. Total: whatever order they come in, every one is counted once in each way. */
export function summarizeShift(facts: ShiftFacts): ShiftSummary {
  const studies = [...facts.studies].sort(
    (a, b) => compare(a.receivedAt, b.receivedAt) || a.number - b.number,
  );
  const waitsOf = (result: ShiftResult | null) => shiftWaits(studies, result, facts.cap);
  return {
    ...facts,
    studies,
    results: countBy(SHIFT_RESULTS, studies, ({ result }) => result),
    cares: countBy(SHIFT_CARES, studies, ({ care }) => care),
    caresOf: byKey(SHIFT_RESULTS, (result) =>
      countBy(
        SHIFT_CARES,
        studies.filter((study) => study.result === result),
        ({ care }) => care,
      ),
    ),
    waits: [
      ...SHIFT_RESULTS.filter((result) => studies.some((study) => study.result === result)).map(
        waitsOf,
      ),
      waitsOf(null),
    ],
    notAnalyzed: reasonsOf(studies),
    disagreements: studies.filter(({ disagreement }) => disagreement !== null),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const byKey = <Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Readonly<Record<Key, Value>> =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;

const countBy = <Key extends string>(
  keys: readonly Key[],
  studies: readonly ShiftStudy[],
  keyOf: (study: ShiftStudy) => Key,
): Readonly<Record<Key, number>> =>
  byKey(keys, (key) => studies.filter((study) => keyOf(study) === key).length);

function shiftWaits(
  all: readonly ShiftStudy[],
  result: ShiftResult | null,
  cap: number,
): ShiftWaits {
  const studies = all.filter((study) => result === null || study.result === result);
  const times = (seen: boolean) =>
    studies
      .filter((study) => study.seen === seen)
      .map(({ waited }) => waited)
      .sort((a, b) => a - b);
  const seen = times(true);
  const waiting = times(false);
  return {
    result,
    seen: seen.length,
    median: seen.length === 0 ? null : quantile(seen, 0.5),
    worst: seen.at(-1) ?? null,
    waiting: waiting.length,
    longest: waiting.at(-1) ?? null,
    overCap: studies.filter(({ waited }) => waited > cap).length,
  };
}

function reasonsOf(studies: readonly ShiftStudy[]): ShiftSummary['notAnalyzed'] {
  const numbers = new Map<string, number[]>();
  for (const { result, reason, number } of studies) {
    if (result !== 'not analyzed') continue;
    const why = reason ?? 'no reason was given';
    numbers.set(why, [...(numbers.get(why) ?? []), number]);
  }
  return [...numbers]
    .map(([reason, of]) => ({ reason, numbers: of }))
    .sort((a, b) => b.numbers.length - a.numbers.length || compare(a.reason, b.reason));
}
