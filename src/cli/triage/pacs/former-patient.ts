import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '#base';
import { arePatientsTwo } from '#dicomweb';
import { patientsRecorded } from './record.ts';
import { isResultFile } from './result-files.ts';
import type { ListedStudy } from './wanted-studies.ts';

/** Where, beside a study's result, that of its former patient is kept until there is a new one. */
export const FORMER = 'former-patient';

/** What is said where that is so. */
export const MERGED = 'the PACS lists the study under another patient than its result names';

/**
 * Moves a study's result aside where it names another patient than the PACS lists the study under now: it was merged or corrected since, and
 * what is in the study's folder passes for its result. Then it has none, and is analyzed again. Gives whether that is so, until there is a
 * new one. Rejects with AppError 'unwritable' where it cannot be moved.
 */
export async function leaveFormerPatient(
  out: string | null,
  { studyInstanceUid, row, isTorn }: ListedStudy,
): Promise<boolean> {
  if (out === null || row === null || isTorn) return false;
  const folder = join(out, studyInstanceUid);
  const aside = join(folder, FORMER);
  const recorded = await patientsRecorded(out, studyInstanceUid);
  const isOthers = recorded.some((one) => arePatientsTwo(one.trim(), row.patientId.trim()));
  if (!isOthers) return existsSync(aside);
  try {
    await mkdir(aside, { recursive: true });
    for (const name of await readdir(folder)) {
      if (isResultFile(name)) await rename(join(folder, name), join(aside, name));
    }
  } catch (cause) {
    throw new AppError('unwritable', `${folder} cannot be changed: ${messageOf(cause)}`, { cause });
  }
  return true;
}
