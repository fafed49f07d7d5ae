import { AppError } from '#base';
import { ask } from './ask.ts';
import { datasetsOf, patientIdAt, TAGS, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';

/** The objects of a study that the PACS has, and the patients that it files them under. */
export interface StudyHeld {
  /** SOP Instance UIDs. */
  readonly instances: ReadonlySet<string>;
  /** Distinct Patient IDs of rows and objects, without padding behind; more than one is a study torn in two. */
  readonly patientIds: readonly string[];
}

/**
 * What a PACS answers for a study in the two ways that a workstation asks: in its list and for the metadata of its objects. Rejects with
 * AppError 'pacs-not-found' where either has nothing: another patient's object under the same Study Instance UID hides a study in
 * some archives.
 */
export async function heldOf(
  pacs: Pacs,
  studyInstanceUid: string,
  signal?: AbortSignal,
): Promise<StudyHeld> {
  const { listMs: deadlineMs, listBytes: mostBytes } = pacs.limits;
  const common = { accept: 'application/dicom+json', deadlineMs, mostBytes };
  const list = await ask(
    pacs,
    {
      ...common,
      path: 'studies',
      query: new URLSearchParams({ StudyInstanceUID: studyInstanceUid }),
    },
    datasetsOf,
    signal,
  );
  const objects = await ask(
    pacs,
    { ...common, path: `studies/${studyInstanceUid}/metadata` },
    datasetsOf,
    signal,
  );
  const rows = list.filter((row) => uidAt(row, TAGS.studyInstanceUid) === studyInstanceUid);
  if (rows.length === 0 || objects.length === 0) {
    throw new AppError('pacs-not-found', 'the PACS does not answer for the study');
  }
  return {
    instances: new Set(objects.flatMap((object) => uidAt(object, TAGS.sopInstanceUid) ?? [])),
    patientIds: [...new Set([...rows, ...objects].map((one) => patientIdAt(one)))],
  };
}
