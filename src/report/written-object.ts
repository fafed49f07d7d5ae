import type { Dataset, Study } from '#dicom';
import { dicomDate, dicomTime } from './dicom-time.ts';
import { uidOf } from './dicom-uid.ts';

/** What is new in a written object; given, so that the same input gives the same bytes. */
export interface NewObject {
  readonly seriesUuid: string;
  readonly instanceUuid: string;
  readonly writtenAt: Date;
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

/** Patient, study, series and equipment of a new object in an existing study. */
export function objectIdentity(study: Study, made: NewObject, kind: ObjectKind): Dataset {
  const { patient } = study;
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: kind.sopClassUid,
    SOPInstanceUID: uidOf(made.instanceUuid),
    StudyDate: study.studyDate,
    ContentDate: dicomDate(made.writtenAt),
    StudyTime: study.studyTime,
    ContentTime: dicomTime(made.writtenAt),
    AccessionNumber: study.accessionNumber,
    Modality: kind.modality,
    Manufacturer: 'ICH Triage (research software)',
    ReferringPhysicianName: '',
    SeriesDescription: kind.seriesDescription,
    ReferencedPerformedProcedureStepSequence: [],
    PatientName: patient.patientName.replace(', ', '^'),
    PatientID: patient.patientId,
    PatientBirthDate: patient.patientBirthDate,
    PatientSex: patient.patientSex,
    StudyInstanceUID: study.studyInstanceUid,
    SeriesInstanceUID: uidOf(made.seriesUuid),
    StudyID: '',
    SeriesNumber: String(kind.seriesNumber),
    InstanceNumber: '1',
  };
}
