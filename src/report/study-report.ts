import { labelMap } from '#base';
import { type Study, slicesInRow } from '#dicom';
import { evidenceOf, outcomeOf, type RankedItem, type StudyFindings } from '#triage';
import { reportedProbability } from './reported-probability.ts';
import type { StudyReport } from './triage-report.ts';

/** What of a study its row says beside the findings. */
export interface RowFacts
  extends Pick<StudyReport, 'studyInstanceUid' | 'patientId' | 'source' | 'files' | 'slices'> {
  /** Every slice without a finding, where there are no findings to say it. */
  readonly notAnalysed?: StudyReport['notAnalysed'];
}

/** The row of a study: its findings, its place in the queue and where it came from. */
export function studyReport(
  study: Study,
  findings: StudyFindings,
  ranked: RankedItem,
  source: string,
): StudyReport {
  return { ...placeOf(ranked), ...studyRow({ ...rowFacts(study), source }, findings) };
}

/** What a study's images say of its row. */
export function rowFacts(study: Study): Omit<RowFacts, 'source'> {
  const slices = slicesInRow(study).map(({ header }) => header);
  return {
    studyInstanceUid: study.studyInstanceUid,
    patientId: study.patient.patientId,
    files: new Set(slices.map(({ sourceId }) => sourceId)).size,
    slices: slices.length,
  };
}

/** The row of a study whose images need not be there, and that need not be analyzed: null where there are no findings. */
export function studyRow(
  facts: RowFacts,
  findings: StudyFindings | null,
): Omit<StudyReport, keyof ReturnType<typeof placeOf>> {
  const unsuitable = findings !== null && outcomeOf(findings).kind === 'unsuitable';
  const analyzed = findings !== null && findings.slices.length > 0 ? findings : null;
  return {
    studyInstanceUid: facts.studyInstanceUid,
    patientId: facts.patientId,
    source: facts.source,
    files: facts.files,
    flagged: unsuitable ? [] : (findings?.flagged ?? []),
    probabilities:
      analyzed === null
        ? null
        : labelMap((label) =>
            reportedProbability(analyzed.probabilities[label], analyzed.thresholds?.[label]),
          ),
    slices: facts.slices,
    analysed: findings?.slices.length ?? 0,
    notAnalysed:
      findings === null
        ? (facts.notAnalysed ?? [])
        : findings.notAnalysed.map(({ sliceKey: instance, reason: why }) => ({
            instance,
            reason: why.text,
          })),
    evidence: (findings === null ? [] : evidenceOf(findings)).map((evidence) => ({
      instance: evidence.sliceKey,
      slice: evidence.index + 1,
      label: evidence.label,
      probability: reportedProbability(evidence.probability),
    })),
    nearThreshold: findings === null ? null : nearThresholdOf(findings),
    suitability: findings?.suitability ?? [],
  };
}

/** Where a study stands in the queue. It changes with every study that comes; the rest of the row does not. */
export const placeOf = (
  ranked: Pick<RankedItem, 'rank' | 'priority' | 'reason'>,
): Pick<StudyReport, 'rank' | 'priority' | 'reason'> => ({
  rank: ranked.rank,
  priority: Number(ranked.priority.toFixed(4)),
  reason: ranked.reason,
});

function nearThresholdOf({ nearThreshold: label, probabilities, thresholds }: StudyFindings) {
  if (label === undefined || thresholds === undefined) return null;
  return {
    label,
    probability: reportedProbability(probabilities[label], thresholds[label]),
    threshold: Number(thresholds[label].toFixed(4)),
  };
}
