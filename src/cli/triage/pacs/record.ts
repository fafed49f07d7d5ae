import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '#base';
import type { StudyReport, TriageReport } from '#report';
import { writeWhole } from '../../write-whole.ts';
import { RECORD, resultObjectsIn } from './result-files.ts';

/** What a folder of results holds of a study, beside its DICOM objects. Written last: a study that has it is done. */
export interface StudyRecord {
  readonly version: 1;
  readonly engine: string;
  readonly model: TriageReport['model'];
  /** Objects of the study when it was analyzed, results left out. */
  readonly objects: number;
  /** Tells them from as many others: {@link stateOf}. Records of former versions have none. */
  readonly state?: string;
  /** DICOM objects of the result; 0 where nothing could be analyzed, and of a study in doubt. */
  readonly results: number;
  /** Why the rows may be of less than the study, or of another: it is analyzed again by the next run. */
  readonly troubles?: readonly string[];
  /** Its rows: one, or one a patient. Each is ranked among all of the run. */
  readonly rows: readonly StudyReport[];
}

/** Writes a study's record, in full or not at all. Rejects with AppError 'unwritable'. */
export const writeRecord = (folder: string, uid: string, record: StudyRecord): Promise<void> =>
  writeWhole(join(folder, uid), RECORD, `${JSON.stringify(record, null, 2)}\n`);

/** Whether rows are of this study and no other: the folder of one may have been given the name of another. */
const areOf = (rows: unknown, uid: string): boolean =>
  Array.isArray(rows) &&
  rows.every((row: unknown) => isRecord(row) && row.studyInstanceUid === uid);

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/**
 * What is known of a study; null where there is no record, none that can be read, one of another study, one of a study in doubt, or fewer DICOM
 * objects than it tells of.
 */
export async function readRecord(
  folder: string,
  uid: string,
): Promise<Pick<StudyRecord, 'objects' | 'results' | 'model' | 'state'> | null> {
  try {
    const record: Partial<StudyRecord> | null = JSON.parse(
      await readFile(join(folder, uid, RECORD), 'utf8'),
    );
    const { version, objects, results, model, state, rows, troubles = [] } = record ?? {};
    const isSure = Array.isArray(troubles) && troubles.length === 0;
    const isWhole = version === 1 && isSure && isCount(objects) && isCount(results);
    if (!isWhole || (await resultObjectsIn(join(folder, uid))).length < results) return null;
    return areOf(rows, uid) && typeof model?.hash === 'string'
      ? { objects, results, model, ...(typeof state === 'string' ? { state } : {}) }
      : null;
  } catch {
    return null; // Not there, or cut: the study is analyzed again.
  }
}

/** The patients whom the record of a study names; none where there is no record of it, or none that can be read. */
export async function patientsRecorded(folder: string, uid: string): Promise<readonly string[]> {
  try {
    const record: unknown = JSON.parse(await readFile(join(folder, uid, RECORD), 'utf8'));
    const rows = isRecord(record) ? record.rows : [];
    if (!Array.isArray(rows) || !areOf(rows, uid)) return [];
    return rows.flatMap(({ patientId }) => (typeof patientId === 'string' ? [patientId] : []));
  } catch {
    return [];
  }
}
