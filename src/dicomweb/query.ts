import type { Reason } from '#base';
import { TAGS, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';
import { listAll } from './pages.ts';
import { type StudyRow, studyRow } from './study-row.ts';

/** Which studies: of days (DA, both included), one, or a patient's. */
export type StudyQuery =
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'study'; readonly studyInstanceUid: string }
  | PatientSearch;

/** Whose studies, by what the PACS matches; `text` may hold the standard's wildcards (PS3.4 C.2.2.2.4). */
export interface PatientSearch {
  readonly kind: 'PatientName' | 'PatientID' | 'AccessionNumber';
  readonly text: string;
}

/** The PACS's studies. */
export interface StudyList {
  readonly studies: readonly StudyRow[];
  /** Rows that name no study. */
  readonly badRows: readonly Reason[];
  /** Why there may be more studies than these; null where the list came to its end twice alike. */
  readonly incomplete: Reason | null;
}

/**
 * The studies of a query (QIDO-RS, PS3.18 10.6), of every modality: a PACS that pages what it filters by modality loses studies
 * without a word. Two patients under one UID are two rows in some archives, and are one study to ask for, of which neither hides what the
 * other says. Rejects with AppError 'pacs-...' where not even the first page comes; a list that breaks off later is incomplete.
 */
export async function listStudies(
  pacs: Pacs,
  query: StudyQuery,
  signal?: AbortSignal,
): Promise<StudyList> {
  const { rows, badRows, incomplete } = await listAll(
    pacs,
    {
      path: 'studies',
      keys: [
        keyOfQuery(query),
        ['includefield', TAGS.studyDescription],
        ['includefield', TAGS.modalitiesInStudy],
        ['includefield', TAGS.studyInstances],
      ],
      keyOf: (dataset) => uidAt(dataset, TAGS.studyInstanceUid),
      rowOf: studyRow,
      merged,
      // One that is asked for by its UID moves to no other page.
      isAll: (all) =>
        query.kind === 'study' &&
        all.length === 1 &&
        all[0]?.studyInstanceUid === query.studyInstanceUid,
    },
    signal,
  );
  return { studies: rows, badRows, incomplete };
}

function keyOfQuery(query: StudyQuery): [key: string, value: string] {
  if (query.kind === 'study') return ['StudyInstanceUID', query.studyInstanceUid];
  if (query.kind !== 'dates') return [query.kind, query.text];
  return ['StudyDate', query.from === query.to ? query.from : `${query.from}-${query.to}`];
}

function merged(one: StudyRow, other: StudyRow): StudyRow {
  const isStated = one.modalities.length > 0 && other.modalities.length > 0;
  const counts = [one.instances, other.instances].filter((count) => count !== null);
  return {
    ...one,
    isTorn: one.isTorn || other.isTorn || one.patientId !== other.patientId,
    modalities: isStated ? [...new Set([...one.modalities, ...other.modalities])] : [],
    instances: counts.length === 0 ? null : Math.max(...counts),
  };
}
