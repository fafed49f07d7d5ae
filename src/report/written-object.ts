import type { Dataset, StudyIdentity } from '#dicom';
import { OWN_MANUFACTURER } from './own-object.ts';

/** What is new in a written object, and whose it is; given, so that the same input gives the same bytes. */
export interface NewObject {
  readonly seriesUid: string;
  readonly instanceUid: string;
  /** Of an image of the study: patient and study in its bytes. */
  readonly identity: StudyIdentity;
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

/** Where no image has a date: Content Date must have a value. */
const NO_DATE = { date: '19000101', time: '000000' };

/**
 * Series, equipment and SOP instance of a new object in an existing study; of patient and study, what must be there and is
 * empty where the images have no value: the identity's own elements are written in its place. The content's date is the
 * images' own: the same result of the same images is the same object, whenever it is written.
 */
export function objectIdentity(made: NewObject, kind: ObjectKind): Dataset {
  const { madeAt, isDeidentifiedSomehow } = made.identity;
  const { date, time } = madeAt ?? NO_DATE;
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
