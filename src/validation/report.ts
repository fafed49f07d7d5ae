import { AppError, isNobodys, labelMap, wilsonInterval } from '#base';
import {
  evaluateCases,
  knownCases,
  labelFigures,
  type OperatingFigures,
  rankScores,
  reliabilityBins,
  rocCurve,
  type ScoredCase,
} from '#evaluation';
import type { Truth } from '#labels';
import type { Counted, Curves, PointFigures, SubgroupRow, ValidationReport } from './format.ts';
import { type JoinedLabels, type JoinedStudy, joinLabels } from './join-labels.ts';
import type { JudgedModel } from './judged-model.ts';
import { powerOf } from './power.ts';
import type { FileOf, SiteStudy } from './site-study.ts';
import { byGroup, type DIMENSIONS, type Dimension, groupsOf } from './subgroups.ts';

/** What a report is made of. */
export interface ValidationInput {
  readonly truth: Truth;
  readonly studies: readonly SiteStudy[];
  readonly fileOf: FileOf;
  readonly model: JudgedModel;
  readonly seed: number;
  readonly rounds: number;
}

interface Judged {
  readonly site: SiteStudy;
  readonly case: ScoredCase;
  readonly slices: readonly ScoredCase[];
}

const counted = (part: number, n: number): Counted => ({
  part,
  n,
  interval: wilsonInterval(part, n),
});

function pointOf({ threshold, counts }: OperatingFigures): PointFigures {
  const { truePositives, falseNegatives, trueNegatives, falsePositives } = counts;
  return {
    threshold,
    sensitivity: counted(truePositives, truePositives + falseNegatives),
    specificity: counted(trueNegatives, trueNegatives + falsePositives),
  };
}

function curvesOf(cases: readonly ScoredCase[]): Curves {
  const { scores, truth } = knownCases(cases, 'any');
  const points = rocCurve(rankScores(scores, truth));
  return {
    roc: points.map(({ sensitivity, specificity }) => [1 - specificity, sensitivity] as const),
    reliability: reliabilityBins(scores, truth),
  };
}

function judgedOf(input: ValidationInput, joined: JoinedLabels): readonly Judged[] {
  // In one order on every machine: the bootstrap draws patients by their place.
  const ordered = [...input.studies].sort((a, b) => (a.study.key < b.study.key ? -1 : 1));
  return ordered.flatMap((site): Judged[] => {
    const { study, findings, why } = site;
    const label = joined.of.get(study.key);
    if (findings === null || why !== null || label?.truth == null) return [];
    if (Number.isNaN(findings.probabilities.any)) return [];
    const { patientId } = study.patient;
    const patient = isNobodys(patientId) ? study.key : patientId;
    return [
      {
        site,
        case: { id: study.key, patient, truth: label.truth, probabilities: findings.probabilities },
        slices: findings.slices.map(({ sliceKey, probabilities }) => ({
          id: sliceKey,
          patient,
          truth: label.slices.get(sliceKey) ?? labelMap(() => null),
          probabilities,
        })),
      },
    ];
  });
}

/** Whether labels name a study, be it that they leave open what it is. */
const isLabeled = (label: JoinedStudy | undefined): boolean =>
  label !== undefined && (label.truth !== null || label.doubt !== null);

function notAnalyzedOf(
  { studies }: ValidationInput,
  joined: JoinedLabels,
  judged: readonly Judged[],
): ValidationReport['notAnalyzed'] {
  const done = new Set(judged.map(({ site }) => site.study.key));
  const byCode = new Map<string, { n: number; positives: number }>();
  for (const { study, why } of studies) {
    const label = joined.of.get(study.key);
    if (!isLabeled(label) || done.has(study.key)) continue;
    const code = label?.doubt ?? why ?? 'not-analyzed';
    const before = byCode.get(code) ?? { n: 0, positives: 0 };
    byCode.set(code, {
      n: before.n + 1,
      positives: before.positives + Number(label?.truth?.any === true),
    });
  }
  return [...byCode].map(([code, counts]) => ({ code, ...counts })).sort((a, b) => b.n - a.n);
}

function subgroupRows(
  judged: readonly Judged[],
  dimension: Dimension,
  { model, seed, rounds }: ValidationInput,
): readonly SubgroupRow[] {
  const groups = new Map<string, ScoredCase[]>();
  for (const { site, case: one } of judged) {
    const group = groupsOf(site.study)[dimension];
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups]
    .map(([group, cases]): SubgroupRow => {
      const { any } = labelFigures(cases, model.studyThresholds, { seed, rounds });
      const { sensitivity, specificity } = pointOf(any.operatingPoints.balanced);
      const { n, positives, auc, ci } = any;
      return { group, n, positives, auc, ci, sensitivity, specificity };
    })
    .sort(byGroup);
}

/**
 * The evaluation of a package on a site's labeled studies. Throws AppError 'bad-dataset' for labels that fit nothing or contradict
 * themselves, 'too-few' where no labeled study was analyzed, 'one-class' where all of them bleed or none does.
 */
export function validationReport(input: ValidationInput): ValidationReport {
  const { truth, studies, fileOf, model, seed, rounds } = input;
  const joined = joinLabels(truth, studies, fileOf);
  const judged = judgedOf(input, joined);
  const cases = judged.map((one) => one.case);
  refuseUseless(cases);
  const slices = judged.flatMap((one) => one.slices);
  const figures = evaluateCases({
    slices,
    studies: cases,
    sliceThresholds: model.sliceThresholds,
    studyThresholds: model.studyThresholds,
    bootstrap: { rounds, seed },
  });
  const any = figures.study?.any;
  if (any === undefined) throw new AppError('too-few', 'No labeled study was analyzed.');
  const { highSensitivity, balanced, highSpecificity } = any.operatingPoints;
  const points = {
    highSensitivity: pointOf(highSensitivity),
    balanced: pointOf(balanced),
    highSpecificity: pointOf(highSpecificity),
  };
  const labeled = studies.filter(({ study }) => isLabeled(joined.of.get(study.key))).length;
  const missed = judged.flatMap(({ site }) =>
    (site.findings?.notAnalysed ?? []).flatMap(
      ({ sliceKey }) => joined.of.get(site.study.key)?.slices.get(sliceKey) ?? [],
    ),
  );
  const { id, title, hash, status, flaggedBy } = model;
  return {
    format: 'ich-triage-validation',
    version: 1,
    model: { id, title, hash, status, flaggedBy },
    labels: { level: truth.level, names: truth.byName.size, unmatched: joined.unmatched },
    studies: {
      given: studies.length,
      labeled,
      judged: judged.length,
      unlabeled: studies.length - labeled,
      patients: new Set(cases.map(({ patient }) => patient)).size,
    },
    notAnalyzed: notAnalyzedOf(input, joined, judged),
    slicesNotAnalyzed: {
      n: missed.length,
      positives: missed.filter((one) => one.any === true).length,
    },
    seed,
    figures,
    points,
    curves: {
      studies: curvesOf(cases),
      slices: truth.level === 'slice' ? curvesOf(slices) : null,
    },
    subgroups: {
      scanner: subgroupRows(judged, 'scanner', input),
      thickness: subgroupRows(judged, 'thickness', input),
      kernel: subgroupRows(judged, 'kernel', input),
      age: subgroupRows(judged, 'age', input),
    } satisfies Record<(typeof DIMENSIONS)[number], readonly SubgroupRow[]>,
    power: powerOf(any, points.balanced),
  };
}

function refuseUseless(cases: readonly ScoredCase[]): void {
  if (cases.length === 0) {
    throw new AppError('too-few', 'None of the labeled studies has a result to be judged.');
  }
  const positives = cases.filter(({ truth }) => truth.any === true).length;
  if (positives > 0 && positives < cases.length) return;
  const which = positives === 0 ? 'None' : 'Every one';
  const text = `${which} of the ${cases.length} labeled studies with a result shows hemorrhage: without both classes nothing can be told apart.`;
  throw new AppError('one-class', text);
}
