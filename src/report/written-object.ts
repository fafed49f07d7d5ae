import type { DicomElement, Study } from '#dicom';
import { dicomDate, dicomTime } from './dicom-time.ts';
import { uidOf } from './dicom-uid.ts';

/** What is new in a written object; given, so that the same input gives the same bytes. */
export interface NewObject {
  readonly seriesUuid: string;
  readonly instanceUuid: string;
  readonly writtenAt: Date;
}

/** An attribute of text. */
export const text = (tag: string, vr: string, value: string): DicomElement => ({ tag, vr, value });
/** A sequence of items. */
export const sequence = (
  tag: string,
  ...items: readonly (readonly DicomElement[])[]
): DicomElement => ({
  tag,
  vr: 'SQ',
  value: items,
});
/** A code sequence of one code. */
export const coded = (tag: string, value: string, scheme: string, meaning: string): DicomElement =>
  sequence(tag, [
    text('00080100', 'SH', value),
    text('00080102', 'SH', scheme),
    text('00080104', 'LO', meaning),
  ]);

/** What kind of object is written. */
export interface ObjectKind {
  readonly sopClassUid: string;
  readonly modality: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
}

/** Patient, study, series and equipment of a new object in an existing study. */
export function objectIdentity(
  study: Study,
  made: NewObject,
  kind: ObjectKind,
): readonly DicomElement[] {
  const { patient } = study;
  return [
    text('00080005', 'CS', 'ISO_IR 192'),
    text('00080016', 'UI', kind.sopClassUid),
    text('00080018', 'UI', uidOf(made.instanceUuid)),
    text('00080020', 'DA', study.studyDate),
    text('00080023', 'DA', dicomDate(made.writtenAt)),
    text('00080030', 'TM', study.studyTime),
    text('00080033', 'TM', dicomTime(made.writtenAt)),
    text('00080050', 'SH', study.accessionNumber),
    text('00080060', 'CS', kind.modality),
    text('00080070', 'LO', 'ICH Triage (research software)'),
    text('00080090', 'PN', ''),
    text('0008103E', 'LO', kind.seriesDescription),
    sequence('00081111'),
    text('00100010', 'PN', patient.patientName.replace(', ', '^')),
    text('00100020', 'LO', patient.patientId),
    text('00100030', 'DA', patient.patientBirthDate),
    text('00100040', 'CS', patient.patientSex),
    text('0020000D', 'UI', study.studyInstanceUid),
    text('0020000E', 'UI', uidOf(made.seriesUuid)),
    text('00200010', 'SH', ''),
    text('00200011', 'IS', String(kind.seriesNumber)),
    text('00200013', 'IS', '1'),
  ];
}
