import { labelMap } from '#base';
import { type Study, slicesInRow } from '#dicom';
import { outcomeOf, type RankedItem, type StudyFindings } from '#triage';
import type { StudyReport } from './triage-report.ts';

/** Digits that a probability is reported with. */
const round = (value: number): number => Number(value.toFixed(4));

/** The row of a study: its findings, its place in the queue and where it came from. */
export function studyReport(
  study: Study,
  findings: StudyFindings,
  ranked: RankedItem,
  source: string,
): StudyReport {
  const unsuitable = outcomeOf(findings).kind === 'unsuitable';
  const nothing = findings.slices.length === 0;
  const slices = slicesInRow(study).map(({ header }) => header);
  return {
    ...placeOf(ranked),
    studyInstanceUid: study.studyInstanceUid,
    patientId: study.patient.patientId,
    source,
    files: new Set(slices.map(({ sourceId }) => sourceId)).size,
    flagged: unsuitable ? [] : findings.flagged,
    probabilities: nothing ? null : labelMap((label) => round(findings.probabilities[label])),
    slices: slices.length,
    analysed: findings.slices.length,
    notAnalysed: findings.notAnalysed.map(({ sliceKey: instance, reason }) => ({
      instance,
      reason: reason.text,
    })),
    evidence: findings.evidence.map((evidence) => ({
      instance: evidence.sliceKey,
      slice: evidence.index + 1,
      label: evidence.label,
      probability: round(evidence.probability),
    })),
    nearThreshold: nearThresholdOf(findings),
    suitability: findings.suitability,
  };
}

/** Where a study stands in the queue. It changes with every study that comes; the rest of the row does not. */
export const placeOf = (ranked: RankedItem): Pick<StudyReport, 'rank' | 'priority' | 'reason'> => ({
  rank: ranked.rank,
  priority: round(ranked.priority),
  reason: ranked.reason,
});

function nearThresholdOf({ nearThreshold: label, probabilities, thresholds }: StudyFindings) {
  if (label === undefined || thresholds === undefined) return null;
  return {
    label,
    probability: round(probabilities[label]),
    threshold: round(thresholds[label]),
  };
}
