import { notOk, type Outcome, ok } from '#base';
import { type DicomElement, type SliceHeader, type Study, writeDicomFile } from '#dicom';
import { isLegalUid } from './dicom-uid.ts';
import {
  type NewObject,
  type ObjectKind,
  objectIdentity,
  sequence,
  text,
} from './written-object.ts';

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** Whether a valid object may refer to these slices. */
const canBeReferredTo = (study: Study, slices: readonly SliceHeader[]): boolean =>
  [
    study.studyInstanceUid,
    ...slices.flatMap(({ seriesInstanceUid, sopInstanceUid }) => [
      seriesInstanceUid,
      sopInstanceUid,
    ]),
  ].every(isLegalUid);

const reference = (header: SliceHeader): readonly DicomElement[] => [
  text('00081150', 'UI', header.sopClassUid ?? CT_IMAGE),
  text('00081155', 'UI', header.sopInstanceUid),
];

/** Items of Current Requested Procedure Evidence: each instance once, under its series. */
function evidenceOf(study: Study, slices: readonly SliceHeader[]): readonly DicomElement[] {
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

/** A file about slices of a study. Not possible without slices, or where no valid object may refer to them (like RSNA's). */
export function fileAbout(
  study: Study,
  slices: readonly SliceHeader[],
  made: NewObject,
  kind: ObjectKind,
  content: readonly DicomElement[],
): Outcome<Uint8Array<ArrayBuffer>> {
  if (slices.length === 0) return notOk('no-evidence', 'there is no slice to refer to');
  if (!canBeReferredTo(study, slices)) {
    return notOk('illegal-uids', 'the images have UIDs that DICOM does not allow to refer to');
  }
  const dataset = [
    ...objectIdentity(study, made, kind),
    sequence('0040A375', evidenceOf(study, slices)),
    ...content,
  ];
  return ok(writeDicomFile(dataset, { transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN }));
}
