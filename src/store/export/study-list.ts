import type { Reason } from '#base';
import { type Study, sliceKey, slicesInRow } from '#dicom';
import {
  LIST_NOTE,
  type ListedStudy,
  listedMeasurement,
  placeOf,
  rowFacts,
  type StudyList,
  studyRow,
} from '#report';
import type { EngineState } from '#workers';
import type { IntakeState } from '../intake/state.ts';
import { type MeasurementsState, measurementsOf } from '../measurements/state.ts';
import type { FeedbackState } from '../reading/feedback.ts';
import type { Care } from '../worklist/care.ts';
import { type RowsOf, type WorklistRow, worklistRows } from '../worklist/selectors.ts';
import { findingsOf, resultOf, type StudyEntry } from '../worklist/study-entry.ts';
import { momentOf, momentOrNull } from './moment.ts';

/** What of a tab's state is listed. */
export interface Listed {
  readonly worklist: RowsOf;
  readonly feedback: FeedbackState;
  readonly measurements: MeasurementsState;
  readonly intake: Pick<IntakeState, 'leftOut'>;
  readonly engine: EngineState;
}

/** Every study of the tab, whatever became of it and whatever filter is on, in the order of the worklist. */
export function studyList(state: Listed, now: number): StudyList {
  return {
    version: 1,
    note: LIST_NOTE,
    exportedAt: momentOf(now),
    studies: worklistRows(state.worklist).map((row) => listedStudy(row, state)),
    skipped: state.intake.leftOut.map(({ path, reason }) => ({ path, reason: reason.text })),
  };
}

function listedStudy(row: WorklistRow, { feedback, measurements, engine }: Listed): ListedStudy {
  const { entry, priority, reason } = row;
  const { summary, study } = entry;
  const known =
    study === null
      ? {
          studyInstanceUid: summary.studyInstanceUid,
          patientId: summary.patientId,
          files: 0,
          slices: summary.sliceCount,
        }
      : rowFacts(study);
  const facts = { ...known, source: '', notAnalysed: allWithout(study, entry) };
  const given = feedback.byStudy.get(entry.key);
  return {
    ...placeOf({ rank: row.rank ?? 0, priority, reason }),
    rank: row.rank,
    number: entry.number,
    section: row.section,
    state: row.stateText,
    ...studyRow(facts, findingsOf(entry)),
    studyDate: summary.studyDate,
    accessionNumber: summary.accessionNumber,
    computedBy: computedBy(entry, engine),
    receivedAt: momentOf(entry.receivedAt),
    waitedMinutes: row.waited === null ? null : Math.floor(row.waited / 60_000),
    care: careOf(entry.care, row),
    verdict: given === undefined ? null : { given: given.verdict, at: momentOf(given.givenAt) },
    measurements: measurementsOf(measurements, entry.key).map(listedMeasurement),
  };
}

/** The slices of a study that broke off before anything was found, each with the reason. */
function allWithout(study: Study | null, { phase }: StudyEntry) {
  const why: Reason | undefined =
    phase.kind === 'failed'
      ? phase.reason
      : phase.kind === 'unsuitable' && phase.result === null
        ? phase.reasons[0]
        : undefined;
  if (study === null || why === undefined) return [];
  return slicesInRow(study).map(({ header }) => ({ instance: sliceKey(header), reason: why.text }));
}

function computedBy(entry: StudyEntry, engine: EngineState): ListedStudy['computedBy'] {
  const result = resultOf(entry);
  if (result === null) return null;
  const { model, findings, thresholds, finishedAt } = result;
  const isLoaded = engine.phase === 'ready' && engine.modelHash === model.hash;
  return {
    ...model,
    status: isLoaded ? engine.manifest.status : null,
    operatingPoint: findings.operatingPoint,
    thresholds: thresholds.study,
    engine: result.engine,
    finishedAt: momentOf(finishedAt),
  };
}

const careOf = (
  { openedAt, acknowledged, done }: Care,
  { care }: WorklistRow,
): ListedStudy['care'] => ({
  state: care,
  openedAt: momentOrNull(openedAt),
  acknowledgedAt: momentOrNull(acknowledged?.at),
  acknowledgedBy: acknowledged?.by ?? '',
  doneAt: momentOrNull(done?.at),
  doneBy: done?.by ?? '',
});
