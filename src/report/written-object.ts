import { notOk } from '#base';
import type { DicomElement, SliceHeader, Study } from '#dicom';
import { dicomDate, dicomTime } from './dicom-time.ts';
import { isLegalUid, uidOf } from './dicom-uid.ts';

/** What is new in a written object; given, so that the same input gives the same bytes. */
export interface NewObject {
  readonly seriesUuid: string;
  readonly instanceUuid: string;
  readonly writtenAt: Date;
}

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

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

/** Why an object cannot be written for a study like RSNA's. */
export const ILLEGAL_UIDS = notOk(
  'illegal-uids',
  'the images have UIDs that DICOM does not allow to refer to',
);

/** Whether a valid object may refer to these slices. */
export const canBeReferredTo = (study: Study, slices: readonly SliceHeader[]): boolean =>
  [
    study.studyInstanceUid,
    ...slices.flatMap(({ seriesInstanceUid, sopInstanceUid }) => [
      seriesInstanceUid,
      sopInstanceUid,
    ]),
  ].every(isLegalUid);

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

const reference = (header: SliceHeader): readonly DicomElement[] => [
  text('00081150', 'UI', header.sopClassUid ?? CT_IMAGE),
  text('00081155', 'UI', header.sopInstanceUid),
];

/** Items of Current Requested Procedure Evidence: each instance once, under its series. */
export function evidenceOf(study: Study, slices: readonly SliceHeader[]): readonly DicomElement[] {
  const instances = new Map(slices.map((header) => [header.sopInstanceUid, header]));
  const series = [...new Set(slices.map(({ seriesInstanceUid }) => seriesInstanceUid))];
  return [
    sequence(
      '00081115',
      ...series.map((uid) => [
        sequence(
          '00081199',
          ...[...instances.values()]
            .filter(({ seriesInstanceUid }) => seriesInstanceUid === uid)
            .map(reference),
        ),
        text('0020000E', 'UI', uid),
      ]),
    ),
    text('0020000D', 'UI', study.studyInstanceUid),
  ];
}

/** A content item that refers to a slice (PS3.3 C.17.3). */
export const imageItem = (header: SliceHeader, relationship: string): readonly DicomElement[] => [
  text('0040A010', 'CS', relationship),
  text('0040A040', 'CS', 'IMAGE'),
  sequence('00081199', [
    ...reference(header),
    ...(header.numberOfFrames > 1 ? [text('00081160', 'IS', String(header.frameIndex + 1))] : []),
  ]),
];
