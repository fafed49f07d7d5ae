import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudyReport, TriageReport } from '#report';
import { writeWhole } from '../../write-whole.ts';

/** What a folder of results holds of a study, beside its DICOM objects. Written last: a study that has it is done. */
export interface StudyRecord {
  readonly version: 1;
  readonly engine: string;
  readonly model: TriageReport['model'];
  /** Objects of the study when it was analyzed, results left out. */
  readonly objects: number;
  /** DICOM objects of the result; 0 where nothing could be analyzed. */
  readonly results: number;
  /** Its rows: one, or one a patient. Each is ranked among all of the run. */
  readonly rows: readonly StudyReport[];
}

const NAME = 'result.json';

/** Writes a study's record, in full or not at all. Rejects with AppError 'unwritable'. */
export const writeRecord = (folder: string, uid: string, record: StudyRecord): Promise<void> =>
  writeWhole(join(folder, uid), NAME, `${JSON.stringify(record, null, 2)}\n`);

/** What is known of a study; null where there is no record, or none that can be read. */
export async function readRecord(
  folder: string,
  uid: string,
): Promise<Pick<StudyRecord, 'objects' | 'results' | 'model'> | null> {
  try {
    const record: Partial<StudyRecord> | null = JSON.parse(
      await readFile(join(folder, uid, NAME), 'utf8'),
    );
    const { version, objects, results, model } = record ?? {};
    const isWhole = version === 1 && typeof objects === 'number' && typeof results === 'number';
    return isWhole && typeof model?.hash === 'string' ? { objects, results, model } : null;
  } catch {
    return null; // Not there, or cut: the study is analyzed again.
  }
}
