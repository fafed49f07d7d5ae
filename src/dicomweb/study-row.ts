import { notOk, type Outcome, ok, type Reason } from '#base';
import {
  countAt,
  type JsonDataset,
  patientIdAt,
  personAt,
  TAGS,
  textAt,
  textsAt,
  uidAt,
} from './dicom-json.ts';

/** A study in the PACS's list. What the PACS did not say, or not as DICOM has it, is '' or null. */
export interface StudyRow {
  readonly studyInstanceUid: string;
  /** DA and TM. */
  readonly studyDate: string;
  readonly studyTime: string;
  /** Empty where the PACS does not say: then the study may be CT. */
  readonly modalities: readonly string[];
  /** Objects of all kinds in the study; null where the PACS does not say. */
  readonly instances: number | null;
  readonly patientId: string;
  /** The PACS lists the study under more than one Patient ID: it may hide the one's images for the other's. */
  readonly isTorn: boolean;
  /** "Doe^John". Masked by default, as everywhere. */
  readonly patientName: string;
  readonly accessionNumber: string;
  readonly description: string;
}

/** A row of the list; one without a UID that can be asked for is a reason. */
export function studyRow(dataset: JsonDataset): Outcome<StudyRow> {
  const studyInstanceUid = uidAt(dataset, TAGS.studyInstanceUid);
  if (studyInstanceUid === null) {
    return notOk('pacs-bad-row', 'a row of the list of the PACS has no usable Study Instance UID');
  }
  return ok({
    studyInstanceUid,
    studyDate: textAt(dataset, TAGS.studyDate).trim(),
    studyTime: textAt(dataset, TAGS.studyTime).trim(),
    modalities: textsAt(dataset, TAGS.modalitiesInStudy)
      .flatMap((text) => text.split('\\'))
      .map((text) => text.trim().toUpperCase())
      .filter((text) => text !== ''),
    instances: countAt(dataset, TAGS.studyInstances),
    patientId: patientIdAt(dataset),
    isTorn: false,
    patientName: personAt(dataset, TAGS.patientName).trim(),
    accessionNumber: textAt(dataset, TAGS.accessionNumber).trim(),
    description: textAt(dataset, TAGS.studyDescription).trim(),
  });
}

/** Why nothing is written to a study, and why it may be less than it is. */
export const TORN: Reason = {
  code: 'pacs-two-patients',
  text: 'the PACS lists the study under two patients: it may hide images',
};

/** Whether a study may hold CT: it does, or the PACS does not say. */
export const mayBeCt = ({ modalities }: StudyRow): boolean =>
  modalities.length === 0 || modalities.includes('CT');
