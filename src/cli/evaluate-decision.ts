import { LABELS, type LabelMap, labelMap, probability, sliceIndex } from '#base';
import { fitDecision, type ScoredCase, type ScoreStudy } from '#evaluation';
import { interpretOutputs, type ModelManifest } from '#inference';
import { aggregateStudy, type StudyRule } from '#triage';
import { studyTruth } from './evaluate-labels.ts';

/** How raw outputs become decisions: the parts of a manifest that are fitted out of fold. */
export type Decision = Pick<ModelManifest, 'calibration' | 'operatingPoints' | 'study'>;

/** A slice with its truth and the model's raw (not calibrated) probabilities. */
export interface RawSlice {
  readonly id: string;
  readonly study: string;
  readonly patient: string;
  /** Order in the study. */
  readonly position: number;
  readonly fold: number | null;
  readonly truth: LabelMap<boolean | null>;
  readonly raw: LabelMap<number>;
}

type Placed = Parameters<ScoreStudy>[0];

/** A study's probabilities by triage's own aggregation. */
export function aggregated(slices: Placed, rule: StudyRule): LabelMap<number> {
  const found = slices.map(({ position, probabilities }) => ({
    sliceKey: String(position),
    index: sliceIndex(position),
    probabilities: labelMap((label) => probability(probabilities[label])),
  }));
  const given = { slices: found, notAnalysed: [], suitability: [] };
  return aggregateStudy(given, rule, 'balanced').probabilities;
}

const UNFITTED = {
  calibration: labelMap(() => ({ a: 1, b: 0 })),
  operatingPoints: labelMap(() => ({ highSensitivity: 0.5, balanced: 0.5, highSpecificity: 0.5 })),
};

/** A study's score under a rule whose own scaling is not fitted yet. */
export const scoreStudy: ScoreStudy = (slices, rule) =>
  aggregated(slices, { ...UNFITTED, ...rule });

/** Fits scaling, operating points and the study rule on slices that the models had not seen. */
export function fitRawSlices(slices: readonly RawSlice[]): Decision {
  const known = slices.map(({ study, position, truth, raw }) => ({
    study,
    position,
    truth: labelMap((label) => truth[label] === true),
    raw,
  }));
  return fitDecision(known, scoreStudy);
}

/** Slices and their studies as the app would show them under a decision. */
export function decide(
  slices: readonly RawSlice[],
  decision: Decision,
): { readonly slices: readonly ScoredCase[]; readonly studies: readonly ScoredCase[] } {
  const meaning = {
    activation: 'sigmoid' as const,
    outputLabels: LABELS,
    calibration: decision.calibration,
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
  const studies = [...byStudy].map(([id, group]) => ({
    id,
    patient: group[0]?.patient ?? id,
    truth: studyTruth(group.map(({ truth }) => truth)),
    probabilities: aggregated(group, decision.study),
  }));
  return { slices: scored, studies };
}
