import { LABELS, labelMap, probability, sliceIndex } from '#base';
import type { RawSlice } from '#datasets';
import {
  chooseAnyLift,
  chooseFlaggedBy,
  type FitSlice,
  type FlagEvidence,
  type FoldFit,
  finishFit,
  fitDecision,
  fitFolds,
  type JudgedStudy,
  type JudgeStudy,
  type LiftEvidence,
  type ScoredCase,
} from '#evaluation';
import { interpretOutputs, type ModelManifest } from '#inference';
import { studyTruth } from '#labels';
import { aggregateStudy, type StudyRule } from '#triage';

/** How raw outputs become decisions: the parts of a manifest that are fitted out of fold. */
export type Decision = Pick<
  ModelManifest,
  'calibration' | 'operatingPoints' | 'anyLift' | 'measured' | 'study'
>;

type Placed = Parameters<JudgeStudy>[0];

/** What triage's own aggregation makes of a study's slices. */
function judged(slices: Placed, rule: StudyRule): JudgedStudy {
  const found = slices.map(({ position, probabilities }, place) => ({
    sliceKey: String(place),
    index: sliceIndex(position),
    probabilities: labelMap((label) => probability(probabilities[label])),
  }));
  const given = { slices: found, notAnalysed: [], suitability: [] };
  const findings = aggregateStudy(given, rule, 'balanced');
  const byPlace = new Map(findings.slices.map((slice) => [slice.sliceKey, slice.probabilities]));
  return {
    slices: slices.map(({ probabilities }, place) => byPlace.get(String(place)) ?? probabilities),
    study: findings.probabilities,
  };
}

const UNFITTED = {
  calibration: labelMap(() => ({ a: 1, b: 0 })),
  operatingPoints: labelMap(() => ({ highSensitivity: 0.5, balanced: 0.5, highSpecificity: 0.5 })),
  anyLift: 'none' as const,
};

/** A study under a rule whose own scaling is not fitted yet. */
const judgeStudy: JudgeStudy = (slices, rule) => judged(slices, { ...UNFITTED, ...rule });

/** A decision, and why types raise `any` and flag by themselves in it, or don't. */
export interface EvidencedDecision {
  readonly decision: Decision;
  readonly evidence: LiftEvidence;
  readonly flagEvidence: FlagEvidence;
}

/**
 * Fits scaling, operating points and the study rule on slices that the models had not seen; whether types raise `any` is decided
 * across their folds.
 */
export function fitWithEvidence(slices: readonly RawSlice[]): EvidencedDecision {
  const known = slices.map((slice) => ({
    ...slice,
    truth: labelMap((label) => slice.truth[label] === true),
  }));
  const folds = fitFolds(known, judgeStudy);
  const evidence = chooseAnyLift(folds, decide);
  const flagEvidence = chooseFlaggedBy(folds.flatMap((fold) => heldOut(fold, evidence)));
  const fitted = fitDecision(known, judgeStudy, evidence.choice);
  const study = { ...fitted.study, flaggedBy: flagEvidence.choice };
  return { decision: { ...fitted, study }, evidence, flagEvidence };
}

/** A fold's studies as a decision fitted on the others judges them. */
function heldOut({ base, held }: FoldFit<RawSlice & FitSlice>, { choice }: LiftEvidence) {
  const decision = finishFit(base, choice);
  const { operatingPoints } = decision.study;
  return decide(held, decision).studies.map((study) => ({ ...study, operatingPoints }));
}

/** The decision of {@link fitWithEvidence} alone. */
export const fitRawSlices = (slices: readonly RawSlice[]): Decision =>
  fitWithEvidence(slices).decision;

/** Slices and their studies as the app would show them under a decision. */
export function decide(
  slices: readonly RawSlice[],
  decision: Decision,
): { readonly slices: readonly ScoredCase[]; readonly studies: readonly ScoredCase[] } {
  const meaning = {
    activation: 'sigmoid' as const,
    outputLabels: LABELS,
    calibration: decision.calibration,
    operatingPoints: decision.operatingPoints,
    ...(decision.anyLift === undefined ? {} : { anyLift: decision.anyLift }),
  };
  const scored = slices.map((slice) => ({
    ...slice,
    probabilities: interpretOutputs(
      LABELS.map((label) => slice.raw[label]),
      meaning,
    ).calibrated,
  }));
  const byStudy = new Map<string, (typeof scored)[number][]>();
  for (const slice of scored) {
    const group = byStudy.get(slice.study);
    if (group === undefined) byStudy.set(slice.study, [slice]);
    else group.push(slice);
  }
  const groups = [...byStudy].map(([id, group]) => ({
    id,
    group,
    judgment: judged(group, decision.study),
  }));
  return {
    slices: groups.flatMap(({ group, judgment }) =>
      group.map((slice, place) => ({
        ...slice,
        probabilities: judgment.slices[place] ?? slice.probabilities,
      })),
    ),
    studies: groups.map(({ id, group, judgment }) => ({
      id,
      patient: group[0]?.patient ?? id,
      truth: studyTruth(group.map(({ truth }) => truth)),
      probabilities: judgment.study,
    })),
  };
}
