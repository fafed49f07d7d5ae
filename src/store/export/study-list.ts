import type { Reason } from '#base';
import { type Study, sliceKey, slicesInRow } from '#dicom';
import { leftOutFiles } from '#pipeline';
import {
  LIST_NOTE,
  type ListedStudy,
  type ListedVerdict,
  listedMeasurement,
  placeOf,
  rowFacts,
  type StudyList,
  studyRow,
} from '#report';
import { type GivenVerdict, standing, type VerdictRecord } from '#verdicts';
import type { EngineState } from '#workers';
import type { IntakeState } from '../intake/state.ts';
import { type MeasurementsState, measurementsOf } from '../measurements/state.ts';
import type { VerdictsState } from '../verdicts/state.ts';
import type { Care } from '../worklist/care.ts';
import { readStudy } from '../worklist/held-study.ts';
import { type RowsOf, type WorklistRow, worklistRows } from '../worklist/selectors.ts';
import { rankedFindings, resultOf, type StudyEntry } from '../worklist/study-entry.ts';
import { momentOf, momentOrNull } from './moment.ts';

/** What of a tab's state is listed. */
export interface Listed {
  readonly worklist: RowsOf;
  readonly verdicts: VerdictsState;
  readonly measurements: MeasurementsState;
  readonly intake: Pick<IntakeState, 'leftOut'>;
  readonly engine: EngineState;
}

/** Every study of the tab, whatever became of it and whatever filter is on, in the order of the worklist. */
export function studyList(
  state: Listed,
  now: number,
  sources: ReadonlyMap<string, Blob>,
): StudyList {
  const rows = worklistRows(state.worklist).map((row) => ({
    row,
    study: row.entry.study === null ? null : readStudy(row.entry.study),
  }));
  return {
    version: 3,
    note: LIST_NOTE,
    exportedAt: momentOf(now),
    studies: rows.map(({ row, study }) => listedStudy(row, study, state)),
    skipped: [
      ...state.intake.leftOut.map(({ path, reason }) => ({ path, reason: reason.text })),
      ...rows.flatMap(({ study }) => outsideRow(study, sources)),
    ],
  };
}

/** The files of a study that its row doesn't count. One of an archive has no name of its own: its instance stands for it. */
export const outsideRow = (
  study: Study | null,
  sources: ReadonlyMap<string, Blob>,
): StudyList['skipped'] =>
  (study === null ? [] : leftOutFiles(study)).map(({ header, reason }) => {
    const file = sources.get(header.sourceId);
    const path = file instanceof File ? file.webkitRelativePath || file.name : '';
    return { path: path || `instance ${sliceKey(header)}`, reason: reason.text };
  });

function listedStudy(
  row: WorklistRow,
  study: Study | null,
  { verdicts, measurements, engine }: Listed,
): ListedStudy {
  const { entry, priority, reason } = row;
  const { summary } = entry;
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
  const record = verdicts.byStudy.get(entry.key);
  const log = (record?.log ?? []).map((given) => [given, listedVerdict(given)] as const);
  const stands = standing(record);
  return {
    ...placeOf({ rank: row.rank ?? 0, priority, reason }),
    rank: row.rank,
    number: entry.number,
    section: row.section,
    state: row.stateText,
    ...studyRow(facts, rankedFindings(entry)),
    studyDate: summary.studyDate,
    accessionNumber: summary.accessionNumber,
    computedBy: computedBy(entry, engine),
    receivedAt: momentOf(entry.receivedAt),
    waitedMinutes: row.waited === null ? null : Math.floor(row.waited / 60_000),
    care: careOf(entry.care, row),
    measurements: measurementsOf(measurements, entry.key).map(listedMeasurement),
    verdict: log.find(([given]) => given === stands)?.[1] ?? null,
    verdicts: log.map(([, listed]) => listed),
    blinded: listedBlinded(record),
  };
}

function listedVerdict({ verdict, at, by, stage, flagged, undoneAt }: GivenVerdict): ListedVerdict {
  const named = verdict.kind === 'hemorrhage' ? verdict : { types: [], asFlagged: false };
  const { types, asFlagged } = named;
  return {
    given: verdict.kind,
    types,
    asFlagged,
    at: momentOf(at),
    by,
    stage,
    flagged,
    takenBackAt: momentOrNull(undoneAt),
  };
}

function listedBlinded(record: VerdictRecord | undefined): ListedStudy['blinded'] {
  const blinded = record?.blinded ?? null;
  if (blinded === null) return null;
  const { openedAt, shownBefore, reveal } = blinded;
  return {
    openedAt: momentOrNull(openedAt),
    shownBefore,
    revealedAt: momentOrNull(reveal?.at),
    flagged: reveal?.flagged ?? null,
    operatingPoint: reveal?.operatingPoint || null,
    modelHash: reveal?.modelHash || null,
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
    packageAny: findings.site?.packageAny ?? null,
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
