import type { Outcome } from '#base';
import { type Study, sliceKey } from '#dicom';
import { evidenceOf, type StudyFindings } from '#triage';
import { fileAbout, imageItem } from './about-slices.ts';
import { dcm, documentRoot, textItem } from './content-item.ts';
import type { NewObject } from './written-object.ts';

const KIND = {
  sopClassUid: '1.2.840.10008.5.1.4.1.1.88.59',
  modality: 'KO',
  seriesNumber: 9001,
  seriesDescription: 'ICH Triage: key images',
};

/**
 * The evidence slices as a Key Object Selection (PS3.3 A.35.4, TID 2010): every PACS shows it beside the images. Not possible
 * where nothing was analyzed, or where the images have illegal UIDs, which no valid object can refer to.
 */
export function keyObjectSelection(
  study: Study,
  findings: StudyFindings,
  summary: string,
  made: NewObject,
): Outcome<Uint8Array<ArrayBuffer>> {
  const keys = new Set(evidenceOf(findings).map((evidence) => evidence.sliceKey));
  const slices = study.series
    .flatMap((series) => series.slices)
    .filter((header) => keys.has(sliceKey(header)));
  const content = documentRoot('2010', dcm('113000', 'Of Interest'), [
    textItem(dcm('113012', 'Key Object Description'), summary),
    ...slices.map((header) => imageItem(header, 'CONTAINS')),
  ]);
  return fileAbout(study, slices, made, KIND, content);
}
