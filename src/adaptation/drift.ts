import {
  averageRunLength,
  falseAlarmShare,
  firstAlarm,
  limitFor,
  medianOf,
  normalScore,
} from './cusum.ts';
import { type KsTest, ksTest } from './kolmogorov-smirnov.ts';
import type { Chance } from './recalibrate.ts';

/** What is watched of studies, in the order in which they came. */
export interface Watched {
  /** Probabilities of `any`. */
  readonly scores: readonly number[];
  /** Median HU of the brain; empty where it was not measured. */
  readonly brainHu: readonly number[];
}

/** One distribution held against the reference's. */
export interface DriftOf extends KsTest {
  readonly what: 'scores' | 'brainHu';
  readonly medians: readonly [reference: number, site: number];
  readonly alarm: boolean;
}

/** A watch that looks at study after study. */
export interface SequentialWatch {
  readonly what: 'scores' | 'brainHu';
  /** Of the two-sided CUSUM over normal scores. */
  readonly limit: number;
  /** Studies until a false alarm on average, were the reference's distribution known. */
  readonly averageRunLength: number;
  /** Studies until the alarm on average when values are off by one standard deviation. */
  readonly runLengthAtOneDeviation: number;
  /** How likely a false alarm is among as many studies as were watched, with a reference of this size; 0..1, simulated. */
  readonly falseAlarmWithinWatched: number;
  /** The first alarm, from 1; null: none. */
  readonly alarm: { readonly study: number; readonly direction: 'higher' | 'lower' } | null;
}

/** Whether a site's studies look like those of the reference. */
export interface DriftWatch {
  readonly n: { readonly reference: number; readonly site: number };
  /** Of all tests together, when nothing differs. */
  readonly falseAlarmRate: number;
  readonly tests: readonly DriftOf[];
  readonly sequential: readonly SequentialWatch[];
}

/** How alert the watch is. */
export interface Alertness {
  readonly falseAlarmRate: number;
  /** Studies until a false alarm of the sequential watch, on average. */
  readonly runLength: number;
}

/** A reference of fewer studies is no distribution. */
const LEAST_REFERENCE = 20;
const WATCHED = ['scores', 'brainHu'] as const;
const SIMULATED = 400;

/**
 * Holds a site's studies against a reference: Kolmogorov-Smirnov tests by permutation with one false-alarm rate for all of them together
 * (Bonferroni), and a sequential alarm. null where a side has too few studies to compare anything.
 */
export function watchDrift(
  reference: Watched,
  site: Watched,
  { falseAlarmRate, runLength }: Alertness,
  chance: Chance,
): DriftWatch | null {
  const known = WATCHED.filter(
    (what) => reference[what].length >= LEAST_REFERENCE && site[what].length >= 2,
  );
  if (known.length === 0) return null;
  // A permutation test can't give a p below one by its rounds.
  const rounds = Math.max(chance.rounds, Math.ceil((20 * known.length) / falseAlarmRate));
  const limit = limitFor(runLength);
  return {
    n: { reference: reference.scores.length, site: site.scores.length },
    falseAlarmRate,
    tests: known.map((what) => {
      const test = ksTest(reference[what], site[what], { ...chance, rounds });
      return {
        what,
        ...test,
        medians: [medianOf(reference[what]), medianOf(site[what])] as const,
        alarm: test.p <= falseAlarmRate / known.length,
      };
    }),
    sequential: known.map((what) => {
      const sorted = Float64Array.from(reference[what]).sort();
      const found = firstAlarm(
        site[what].map((value) => normalScore(sorted, value)),
        limit,
      );
      return {
        what,
        limit,
        averageRunLength: runLength,
        runLengthAtOneDeviation: averageRunLength(limit, 1),
        falseAlarmWithinWatched: falseAlarmShare(limit, {
          n: sorted.length,
          within: site[what].length,
          seed: chance.seed,
          rounds: SIMULATED,
        }),
        alarm: found === null ? null : { study: found.at + 1, direction: found.direction },
      };
    }),
  };
}
