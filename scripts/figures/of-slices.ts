import type { Label } from '#base';
import { auc, bootstrapRange, knownCases, rankScores, type ScoredCase } from '#evaluation';
import { percentile } from '../bench/statistics.ts';
import type { Measured } from './judge.ts';

/** Parts of slices that a rule flags: of those with and those without hemorrhage. */
export function flaggedParts(
  cases: readonly ScoredCase[],
  flags: readonly boolean[],
): readonly [sensitivity: number, specificity: number] {
  const rate = (positive: boolean) => {
    const all = flags.filter((_, at) => (cases[at]?.truth.any === true) === positive);
    return all.filter((flag) => flag === positive).length / all.length;
  };
  return [rate(true), rate(false)];
}

/** Bleeding slices of those that only the first flags, and how many those are. */
export function onlyFirst(
  cases: readonly ScoredCase[],
  first: readonly boolean[],
  second: readonly boolean[],
): readonly [number, number] {
  const alone = cases.filter((_, at) => first[at] === true && second[at] !== true);
  return [alone.filter(({ truth }) => truth.any === true).length, alone.length];
}

/** By how much the second reads better than the first on the same slices, with an interval: patients drawn. */
export function pairedDifference(
  first: readonly ScoredCase[],
  second: readonly ScoredCase[],
  label: Label,
): readonly Measured[] {
  const [one, two] = [knownCases(first, label), knownCases(second, label)];
  const [ranksOne, ranksTwo] = [
    rankScores(one.scores, one.truth),
    rankScores(two.scores, two.truth),
  ];
  const range = bootstrapRange(
    one.patients,
    (weights) => auc(ranksTwo, weights) - auc(ranksOne, weights),
    { rounds: 1000, seed: 2019 },
  );
  return [
    auc(ranksTwo) - auc(ranksOne),
    range?.[0] ?? { why: 'too few patients' },
    range?.[1] ?? { why: 'too few patients' },
  ];
}

/** The part of the bleeding slices above the least threshold that has this specificity. */
export function sensitivityAt(cases: readonly ScoredCase[], specificity: number): number {
  const scores = (bleeding: boolean) =>
    cases
      .filter(({ truth }) => (truth.any === true) === bleeding)
      .map(({ probabilities }) => probabilities.any);
  const threshold = percentile(scores(false), specificity);
  const bleeding = scores(true);
  return bleeding.filter((score) => score > threshold).length / bleeding.length;
}
