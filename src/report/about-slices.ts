import { notOk, type Outcome, ok } from '#base';
import { type Dataset, isLegalUid, type SliceHeader, type Study, writeDicomFile } from '#dicom';
import { type NewObject, type ObjectKind, objectIdentity } from './written-object.ts';

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

/** The reference to an image (PS3.3 table 10-11). */
export const reference = (header: SliceHeader): Dataset => ({
  ReferencedSOPClassUID: header.sopClassUid ?? CT_IMAGE,
  ReferencedSOPInstanceUID: header.sopInstanceUid,
});

/** An item of Current Requested Procedure Evidence: each instance once, under its series. */
function evidenceOf(study: Study, slices: readonly SliceHeader[]): Dataset {
  const instances = new Map(slices.map((header) => [header.sopInstanceUid, header]));
  const series = [...new Set(slices.map(({ seriesInstanceUid }) => seriesInstanceUid))];
  return {
    ReferencedSeriesSequence: series.map((uid) => ({
      ReferencedSOPSequence: [...instances.values()]
        .filter(({ seriesInstanceUid }) => seriesInstanceUid === uid)
        .map(reference),
      SeriesInstanceUID: uid,
    })),
    StudyInstanceUID: study.studyInstanceUid,
  };
}

/** A content item that refers to a slice (PS3.3 C.17.3). */
export const imageItem = (header: SliceHeader, relationship: string): Dataset => ({
  RelationshipType: relationship,
  ValueType: 'IMAGE',
  ReferencedSOPSequence: [
    {
      ...reference(header),
      ReferencedFrameNumber: header.numberOfFrames > 1 ? header.frameIndex + 1 : undefined,
    },
  ],
});

/** An object of a study that refers to slices of it. Not possible where no valid object may refer to them (like RSNA's). */
export function objectAbout(
  study: Study,
  slices: readonly SliceHeader[],
  made: NewObject,
  kind: ObjectKind,
  content: Dataset,
): Outcome<Uint8Array<ArrayBuffer>> {
  if (!canBeReferredTo(study, slices)) {
    return notOk('illegal-uids', 'the images have UIDs that DICOM does not allow to refer to');
  }
  const options = {
    transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN,
    rawElements: made.identity.elements,
  };
  return ok(writeDicomFile({ ...objectIdentity(made, kind), ...content }, options));
}

/** A document about slices of a study, with the list of them. Not possible without slices. */
export function fileAbout(
  study: Study,
  slices: readonly SliceHeader[],
  made: NewObject,
  kind: ObjectKind,
  content: Dataset,
): Outcome<Uint8Array<ArrayBuffer>> {
  if (slices.length === 0) return notOk('no-evidence', 'there is no slice to refer to');
  return objectAbout(study, slices, made, kind, {
    CurrentRequestedProcedureEvidenceSequence: [evidenceOf(study, slices)],
    ...content,
  });
}
