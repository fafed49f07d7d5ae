import type { Dataset, StudyIdentity } from '#dicom';
import { OWN_MANUFACTURER } from './own-object.ts';

/** What is new in a written object, and whose it is; given, so that the same input gives the same bytes. */
export interface NewObject {
  readonly seriesUid: string;
  readonly instanceUid: string;
  /** Of an image of the study: patient and study in its bytes. */
  readonly identity: StudyIdentity;
  /** When what it says came to be, in milliseconds: Content Date of a document about images without any date. Null: not said, as its name is found. */
  readonly cameToBe: number | null;
}

/** A code of some scheme, as the item of a code sequence (PS3.3 table 8.8-1a). */
export const coded = (value: string, scheme: string, meaning: string): Dataset => ({
  CodeValue: value,
  CodingSchemeDesignator: scheme,
  CodeMeaning: meaning,
});

/** What kind of object is written. */
export interface ObjectKind {
  readonly sopClassUid: string;
  readonly modality: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
}

/** A moment as DA and TM (PS3.5 6.2), in the time of this computer: DICOM's, where no object says another zone. */
function dateAndTime(at: number): { readonly date: string; readonly time: string } {
  const moment = new Date(at);
  const digits = (numbers: readonly number[]) =>
    numbers.map((number) => String(number).padStart(2, '0')).join('');
  return {
    date: digits([moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]),
    time: digits([moment.getHours(), moment.getMinutes(), moment.getSeconds()]),
  };
}

/**
 * When the content came to be. A document must say (type 1 in PS3.3 C.17.2 and C.17.6.2); a picture need not (type 2C in C.7.6.1, of
 * images that belong together in time), and says nothing where its image doesn't.
 */
function contentMoment({ identity, cameToBe }: NewObject, { modality }: ObjectKind) {
  if (identity.madeAt !== null) return identity.madeAt;
  const isUnsaid = modality === 'OT' || cameToBe === null;
  return isUnsaid ? { date: undefined, time: undefined } : dateAndTime(cameToBe);
}

/**
 * Series, equipment and SOP instance of a new object in an existing study; of patient and study, what must be there and is
 * empty where the images have no value: the identity's own elements are written in its place. The content's date is the
 * images' own: the same result of the same images is the same object, whenever it is written. Where they have none it is when the result came
 * to be, which is no part of the object's name.
 */
export function objectIdentity(made: NewObject, kind: ObjectKind): Dataset {
  const { isDeidentifiedSomehow } = made.identity;
  const { date, time } = contentMoment(made, kind);
  return {
    SOPClassUID: kind.sopClassUid,
    SOPInstanceUID: made.instanceUid,
    StudyDate: '',
    ContentDate: date,
    StudyTime: '',
    ContentTime: time,
    AccessionNumber: '',
    Modality: kind.modality,
    Manufacturer: OWN_MANUFACTURER,
    ManufacturerModelName: 'ICH Triage',
    ReferringPhysicianName: '',
    SeriesDescription: kind.seriesDescription,
    ReferencedPerformedProcedureStepSequence: kind.modality === 'OT' ? undefined : [],
    PatientName: '',
    PatientID: '',
    PatientBirthDate: '',
    PatientSex: '',
    DeidentificationMethod: isDeidentifiedSomehow ? 'Not stated in the images' : undefined,
    SeriesInstanceUID: made.seriesUid,
    StudyID: '',
    SeriesNumber: String(kind.seriesNumber),
    InstanceNumber: '1',
  };
}
