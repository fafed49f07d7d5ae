import * as v from 'valibot';
import { AppError, withoutOverrides } from '#base';
import type { Answer } from './ask.ts';
import { refuseUnlessJson } from './media-type.ts';
import { isUid } from './uid.ts';

/** A dataset of the DICOM JSON model (PS3.18 F.2), not looked into yet. */
export type JsonDataset = Readonly<Record<string, unknown>>;

/** Attributes by keyword that are read of JSON. */
export const TAGS = {
  studyDate: '00080020',
  studyTime: '00080030',
  accessionNumber: '00080050',
  modality: '00080060',
  manufacturer: '00080070',
  seriesDescription: '0008103E',
  modalitiesInStudy: '00080061',
  sopInstanceUid: '00080018',
  studyDescription: '00081030',
  failureReason: '00081197',
  failedSopSequence: '00081198',
  referencedSopSequence: '00081199',
  referencedSopInstanceUid: '00081155',
  imageType: '00080008',
  sliceThickness: '00180050',
  convolutionKernel: '00181210',
  instanceNumber: '00200013',
  imagePosition: '00200032',
  imageOrientation: '00200037',
  numberOfFrames: '00280008',
  rows: '00280010',
  columns: '00280011',
  pixelSpacing: '00280030',
  bitsAllocated: '00280100',
  bitsStored: '00280101',
  pixelRepresentation: '00280103',
  rescaleIntercept: '00281052',
  rescaleSlope: '00281053',
  patientName: '00100010',
  patientId: '00100020',
  studyInstanceUid: '0020000D',
  seriesInstanceUid: '0020000E',
  studyInstances: '00201208',
  seriesInstances: '00201209',
} as const;

const Rows = v.array(v.record(v.string(), v.unknown()));
const Attribute = v.object({ Value: v.optional(v.array(v.unknown()), []) });

/** The text of an answer, within the limit that `ask` was given. Rejects with AppError 'pacs-...'. */
async function textOf(answer: Answer): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.chunks()) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** Parses the JSON of an answer. Throws AppError 'pacs-broken' where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('pacs-broken', 'the answer of the PACS is no JSON', { cause });
  }
}

/** Each dataset of an answer, a single one included; 204 and an empty body are none. Rejects with AppError 'pacs-...'. */
export async function datasetsOf(answer: Answer): Promise<readonly JsonDataset[]> {
  if (answer.status === 204) return [];
  refuseUnlessJson(answer.type);
  const text = await textOf(answer);
  if (text.trim() === '') return [];
  const parsed = jsonOf(text);
  const rows = v.safeParse(Rows, Array.isArray(parsed) ? parsed : [parsed]);
  if (rows.success) return rows.output;
  throw new AppError('pacs-broken', 'the answer of the PACS is no list of datasets');
}

/** The values of an attribute; [] where it is absent, empty or not what the JSON model says. */
function valuesAt(dataset: JsonDataset, tag: string): readonly unknown[] {
  if (!Object.hasOwn(dataset, tag)) return [];
  const attribute = v.safeParse(Attribute, dataset[tag]);
  return attribute.success ? attribute.output.Value : [];
}

const MOST_TEXT = 1024;

/** The texts of an attribute as they stand, as `decodeText` gives those of a file; what is no text is left out. */
export function textsAt(dataset: JsonDataset, tag: string): readonly string[] {
  return valuesAt(dataset, tag).flatMap((value) =>
    typeof value === 'string' && value.length <= MOST_TEXT ? [withoutOverrides(value)] : [],
  );
}

/** The first text; '' where there is none. */
export const textAt = (dataset: JsonDataset, tag: string): string => textsAt(dataset, tag)[0] ?? '';

/** Patient ID as it stands: leading spaces and case tell patients apart, padding behind does not. */
export const patientIdAt = (dataset: JsonDataset): string =>
  textAt(dataset, TAGS.patientId).replace(/[ \0]+$/, '');

/** A UID that may enter an address; null where there is none. */
export function uidAt(dataset: JsonDataset, tag: string): string | null {
  const uid = textAt(dataset, tag).replace(/[ \0]+$/, '');
  return isUid(uid) ? uid : null;
}

/** A count (IS, as a number or as text); null where it is none. */
export function countAt(dataset: JsonDataset, tag: string): number | null {
  const [value] = valuesAt(dataset, tag);
  const number = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** The numbers of an attribute (DS, IS, US, as numbers or as text); null where one of them is none, or where there are none. */
export function numbersAt(dataset: JsonDataset, tag: string): readonly number[] | null {
  const numbers = valuesAt(dataset, tag).map((value) =>
    typeof value === 'string' && value.length <= MOST_TEXT && DECIMAL.test(value)
      ? Number(value)
      : value,
  );
  const isEach = (all: readonly unknown[]): all is readonly number[] =>
    all.every((one) => typeof one === 'number' && Number.isFinite(one));
  return numbers.length > 0 && isEach(numbers) ? numbers : null;
}

const PersonName = v.object({ Alphabetic: v.string() });

/** A person's name as DICOM writes it ("Doe^John"); some archives give text in place of its parts. */
export function personAt(dataset: JsonDataset, tag: string): string {
  const [value] = valuesAt(dataset, tag);
  const name = v.safeParse(PersonName, value);
  return withoutOverrides(
    (name.success ? name.output.Alphabetic : textAt(dataset, tag)).slice(0, MOST_TEXT),
  );
}

/** The datasets of a sequence. */
export function itemsAt(dataset: JsonDataset, tag: string): readonly JsonDataset[] {
  const items = v.safeParse(Rows, valuesAt(dataset, tag));
  return items.success ? items.output : [];
}
