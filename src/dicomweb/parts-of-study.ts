/** The parts of an answer as objects of a study: what each is, and what is wrong with all of them together. */
import { countOf, type Reason } from '#base';
import { type InstanceIds, readInstanceIds } from '#dicom';
import type { Found } from '#intake';
import type { Part } from './multipart.ts';
import type { RetrievedStudy, WantedStudy } from './retrieve.ts';
import { TORN } from './study-row.ts';
import { isUid } from './uid.ts';

/** An object as a file of its study; `place`: what it is called by where its UID can't name a file. */
export function fileOf(
  { studyInstanceUid, sopInstanceUid }: InstanceIds,
  blob: Blob,
  place: number,
): Found<Blob> {
  const name = isUid(sopInstanceUid) ? `${sopInstanceUid}.dcm` : `part ${place}`;
  return { path: `${studyInstanceUid}/${name}`, blob };
}

/** All that came of a study, with what is wrong with it as a whole. `unusable`: the reasons that stand in `found`. */
export function studyOf(
  { studyInstanceUid, instances, isTorn }: WantedStudy,
  came: {
    readonly found: readonly Found<Blob>[];
    readonly objects: readonly InstanceIds[];
    readonly unusable: readonly Reason[];
    readonly fetchedBytes: number;
  },
): RetrievedStudy {
  const { found, objects, unusable, fetchedBytes } = came;
  const troubles = [fewerReason(objects, instances), patientsReason(objects)].filter(
    (reason) => reason !== null,
  );
  return {
    found: [...found, ...troubles.map((reason) => ({ path: studyInstanceUid, reason }))],
    objects,
    troubles: [...unusable, ...troubles, ...(isTorn === true ? [TORN] : [])],
    fetchedBytes,
  };
}

/** What a part is, or why it is not used. */
export function readPart({ type, bytes }: Part, uid: string): InstanceIds | Reason {
  if (type !== '' && !/^application\/(dicom|octet-stream)\s*(;|$)/i.test(type)) {
    return { code: 'pacs-foreign', text: 'the PACS gave something else than a DICOM object' };
  }
  const ids = readInstanceIds(bytes);
  if (!ids.ok) return ids.reason;
  if (ids.value.studyInstanceUid === uid) return ids.value;
  return { code: 'pacs-other-study', text: 'the PACS gave an object of another study' };
}

function patientsReason(objects: readonly InstanceIds[]): Reason | null {
  if (new Set(objects.map(({ rawPatientId }) => rawPatientId)).size < 2) return null;
  return {
    code: 'pacs-two-patients',
    text: 'the PACS gave images of two patients as one study; each patient has a row',
  };
}

function fewerReason(objects: readonly InstanceIds[], said: number | null): Reason | null {
  const got = new Set(objects.map(({ sopInstanceUid }) => sopInstanceUid)).size;
  if (said === null || got >= said) return null;
  return {
    code: 'pacs-fewer',
    text: `the PACS gave ${got} of the ${countOf(said, 'object')} that it says the study has`,
  };
}
