import { AppError } from '#base';
import { ask } from './ask.ts';
import { datasetsOf, type JsonDataset, patientIdAt, TAGS, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';

/** The objects of a study that the PACS has, and the patients that it files them under. */
export interface StudyHeld {
  /** SOP Instance UIDs. */
  readonly instances: ReadonlySet<string>;
  /** Distinct Patient IDs of rows and objects, without padding behind; more than one is a study torn in two. */
  readonly patientIds: readonly string[];
}

const common = ({ limits }: Pacs) => ({
  accept: 'application/dicom+json',
  deadlineMs: limits.listMs,
  mostBytes: limits.listBytes,
});

/** A study's rows in the list of the PACS: more than one where it is torn. */
async function rowsOf(
  pacs: Pacs,
  studyInstanceUid: string,
  signal?: AbortSignal,
): Promise<readonly JsonDataset[]> {
  const query = new URLSearchParams({ StudyInstanceUID: studyInstanceUid });
  const list = await ask(pacs, { ...common(pacs), path: 'studies', query }, datasetsOf, signal);
  return list.filter((row) => uidAt(row, TAGS.studyInstanceUid) === studyInstanceUid);
}

/** The patients under which the PACS lists a study, without padding behind; none: it lists it no more. Rejects with AppError 'pacs-...'. */
export const patientsListed = async (
  pacs: Pacs,
  studyInstanceUid: string,
): Promise<readonly string[]> => [
  ...new Set((await rowsOf(pacs, studyInstanceUid)).map((row) => patientIdAt(row))),
];

const SAYS = /^[ -~]+$/;

/** Whether two Patient IDs are two patients: one that is not said, or is not in ASCII, which a list has in another character set, proves nothing. */
export const arePatientsTwo = (one: string, other: string): boolean =>
  SAYS.test(one) && SAYS.test(other) && one !== other;

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
  const rows = await rowsOf(pacs, studyInstanceUid, signal);
  const path = `studies/${studyInstanceUid}/metadata`;
  const objects = await ask(pacs, { ...common(pacs), path }, datasetsOf, signal);
  if (rows.length === 0 || objects.length === 0) {
    throw new AppError('pacs-not-found', 'the PACS does not answer for the study');
  }
  return {
    instances: new Set(objects.flatMap((object) => uidAt(object, TAGS.sopInstanceUid) ?? [])),
    patientIds: [...new Set([...rows, ...objects].map((one) => patientIdAt(one)))],
  };
}
