import { notOk, type Outcome, ok } from '#base';
import { DatasetValues, elementOf } from './dataset-values.ts';
import { parseDataset } from './parse-dataset.ts';

/** What names an object of any SOP class, whose it is, and by whom it was made. What is not said is ''. */
export interface InstanceIds {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  /**
   * The bytes of Patient ID, one character each, without the padding behind. Leading spaces and case count: archives tell patients
   * apart by them. '' where there is none.
   */
  readonly rawPatientId: string;
  readonly modality: string;
  readonly manufacturer: string;
  readonly seriesDescription: string;
}

const MOST_ID_BYTES = 1024;

/** Names an object from its first bytes or all of them. Never throws for what they hold. */
export function readInstanceIds(bytes: Uint8Array): Outcome<InstanceIds> {
  const parsed = parseDataset(bytes, { wholeFile: false });
  if (!parsed.ok) return parsed;
  const { dataset } = parsed.value;
  const values = new DatasetValues(dataset);
  const sopInstanceUid = values.text('SOPInstanceUID');
  if (sopInstanceUid === '') return notOk('illegal-uids', 'it has no SOP Instance UID');
  const id = elementOf(dataset, 'PatientID');
  const length = Math.max(0, Math.min(id?.length ?? 0, MOST_ID_BYTES));
  const raw =
    id === undefined ? [] : dataset.byteArray.subarray(id.dataOffset, id.dataOffset + length);
  return ok({
    sopInstanceUid,
    studyInstanceUid: values.text('StudyInstanceUID'),
    seriesInstanceUid: values.text('SeriesInstanceUID'),
    sopClassUid: values.text('SOPClassUID'),
    modality: values.text('Modality'),
    manufacturer: values.localText('Manufacturer'),
    seriesDescription: values.localText('SeriesDescription'),
    rawPatientId: String.fromCharCode(...raw).replace(/[ \0]+$/, ''),
  });
}
