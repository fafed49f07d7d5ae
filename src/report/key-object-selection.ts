import { notOk, type Outcome, ok } from '#base';
import { type DicomElement, type SliceHeader, type Study, sliceKey, writeDicomFile } from '#dicom';
import type { StudyFindings } from '#triage';
import {
  canBeReferredTo,
  coded,
  evidenceOf,
  ILLEGAL_UIDS,
  imageItem,
  type NewObject,
  objectIdentity,
  sequence,
  text,
} from './written-object.ts';

const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/**
 * The evidence slices as a Key Object Selection (PS3.3 A.35.4, TID 2010): every PACS shows it beside the images. Not possible
 * where nothing was analysed, or where the images have illegal UIDs, which no valid object can refer to.
 */
export function keyObjectSelection(
  study: Study,
  findings: StudyFindings,
  summary: string,
  made: NewObject,
): Outcome<Uint8Array<ArrayBuffer>> {
  const keys = new Set(findings.evidence.map((evidence) => evidence.sliceKey));
  const slices = study.series
    .flatMap((series) => series.slices)
    .filter((header) => keys.has(sliceKey(header)));
  if (slices.length === 0) return notOk('no-evidence', 'there is no slice to select');
  if (!canBeReferredTo(study, slices)) return ILLEGAL_UIDS;
  const dataset = [
    ...objectIdentity(study, made, {
      sopClassUid: KEY_OBJECT_SELECTION,
      modality: 'KO',
      seriesNumber: 9001,
      seriesDescription: 'ICH Triage: key images',
    }),
    sequence('0040A375', evidenceOf(study, slices)),
    ...content(slices, summary),
  ];
  return ok(writeDicomFile(dataset, { transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN }));
}

function content(slices: readonly SliceHeader[], summary: string): readonly DicomElement[] {
  const images = slices.map((header) => imageItem(header, 'CONTAINS'));
  return [
    text('0040A040', 'CS', 'CONTAINER'),
    coded('0040A043', '113000', 'DCM', 'Of Interest'),
    text('0040A050', 'CS', 'SEPARATE'),
    sequence('0040A504', [text('00080105', 'CS', 'DCMR'), text('0040DB00', 'CS', '2010')]),
    sequence(
      '0040A730',
      [
        text('0040A010', 'CS', 'CONTAINS'),
        text('0040A040', 'CS', 'TEXT'),
        coded('0040A043', '113012', 'DCM', 'Key Object Description'),
        text('0040A160', 'UT', summary),
      ],
      ...images,
    ),
  ];
}
