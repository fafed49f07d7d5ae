import type { DataSet, Element } from 'dicom-parser';
import { type ByteRange, bytesOf, notOk, type Outcome, ok } from '#base';
import type { RawElement } from './dataset.ts';
import { attributeOf, DatasetValues, elementOf } from './dataset-values.ts';
import { DICTIONARY, type Keyword } from './dictionary.ts';
import { parseDataset } from './parse-dataset.ts';

/**
 * Whose image it is and of which study, in the bytes of the file. An archive takes results for the same patient's only if these
 * are equal to the last space, so they are never decoded and written anew.
 */
export interface StudyIdentity {
  /** Attributes of the file, with their values untouched; what the file lacks is not in it. */
  readonly elements: readonly RawElement[];
  /** When the image was made, DA and TM: its content, acquisition, series or study date, the first that is a date. */
  readonly madeAt: { readonly date: string; readonly time: string } | null;
  /** Patient Identity Removed without the method that must stand beside it (PS3.3 C.7.1.1). */
  readonly isDeidentifiedSomehow: boolean;
}

/** Of the patient (PS3.3 C.7.1.1), the study (C.7.2.1, C.7.2.2) and the SOP instance (C.12.1), what another object shares. */
const SHARED = [
  'SpecificCharacterSet',
  'StudyDate',
  'StudyTime',
  'AccessionNumber',
  'IssuerOfAccessionNumberSequence',
  'ReferringPhysicianName',
  'TimezoneOffsetFromUTC',
  'StudyDescription',
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'TypeOfPatientID',
  'IssuerOfPatientIDQualifiersSequence',
  'PatientBirthDate',
  'PatientBirthTime',
  'PatientSex',
  'OtherPatientIDs',
  'OtherPatientNames',
  'OtherPatientIDsSequence',
  'PatientBirthName',
  'PatientAge',
  'PatientMotherBirthName',
  'EthnicGroup',
  'PatientIdentityRemoved',
  'DeidentificationMethod',
  'DeidentificationMethodCodeSequence',
  'StudyInstanceUID',
  'StudyID',
] as const satisfies readonly Keyword[];

const DATES = [
  ['ContentDate', 'ContentTime'],
  ['AcquisitionDate', 'AcquisitionTime'],
  ['SeriesDate', 'SeriesTime'],
  ['StudyDate', 'StudyTime'],
] as const;

/** First reads of a header; then the whole file. */
const FIRST_READS = [64 * 1024, 1024 * 1024];
/** Names and numbers of a patient, not payloads. */
const MAX_BYTES = 16 * 1024;
const DEEPEST = 4;

/** The identity in a file of DICOM. Never throws for what the file holds; rejects with AppError 'source-gone'. */
export async function readIdentity(file: ByteRange): Promise<Outcome<StudyIdentity>> {
  for (const length of [...FIRST_READS.filter((read) => read < file.size), file.size]) {
    const found = identityOf(await bytesOf(file.slice(0, length)));
    if (length === file.size || (found.ok && found.value.hasPixels)) {
      return found.ok ? ok(found.value.identity) : found;
    }
  }
  return notOk('empty', 'the file is empty');
}

function identityOf(
  bytes: Uint8Array,
): Outcome<{ readonly identity: StudyIdentity; readonly hasPixels: boolean }> {
  const parsed = parseDataset(bytes, { wholeFile: false });
  if (!parsed.ok) return parsed;
  const { dataset } = parsed.value;
  const elements: RawElement[] = [];
  let size = 0;
  for (const keyword of SHARED) {
    const element = elementOf(dataset, keyword);
    if (element === undefined) continue;
    size += Math.max(0, element.length);
    if (size > MAX_BYTES || !isShallow(element, DEEPEST)) {
      return notOk('absurd-identity', 'its patient and study data are absurdly large');
    }
    const [tag, vr] = DICTIONARY[keyword];
    elements.push(copyOf(dataset, element, tag, vr));
  }
  const values = new DatasetValues(dataset);
  const isDeidentifiedSomehow =
    values.text('PatientIdentityRemoved') === 'YES' &&
    !values.has('DeidentificationMethod') &&
    !values.has('DeidentificationMethodCodeSequence');
  return ok({
    identity: { elements, madeAt: madeAt(values), isDeidentifiedSomehow },
    hasPixels: elementOf(dataset, 'PixelData') !== undefined,
  });
}

const isShallow = ({ items = [] }: Element, depth: number): boolean =>
  items.length === 0 ||
  (depth > 0 &&
    items.every(({ dataSet }) =>
      Object.values(dataSet?.elements ?? {}).every((inner) => isShallow(inner, depth - 1)),
    ));

function copyOf(dataset: DataSet, element: Element, tag: string, vr: string): RawElement {
  if (vr === 'SQ') {
    const items = (element.items ?? []).map(({ dataSet }) =>
      dataSet === undefined ? [] : elementsOf(dataSet),
    );
    return { tag, vr, value: { items } };
  }
  const { dataOffset, length } = element;
  return { tag, vr, value: dataset.byteArray.slice(dataOffset, dataOffset + length) };
}

/** All of an item; in implicit VR the dictionary says what an attribute is, or nobody does. */
function elementsOf(item: DataSet): readonly RawElement[] {
  return Object.values(item.elements)
    .filter(({ tag }) => !/^xfffe/i.test(tag))
    .map((element) => {
      const { tag, vr } = attributeOf(element);
      const isSequence = element.vr === undefined && element.items !== undefined;
      return copyOf(item, element, tag, isSequence ? 'SQ' : vr);
    });
}

function madeAt(values: DatasetValues): StudyIdentity['madeAt'] {
  for (const [dateKeyword, timeKeyword] of DATES) {
    const date = values.text(dateKeyword);
    if (!/^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(date)) continue;
    const time = values.text(timeKeyword);
    const whole = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)/.exec(time)?.[0] ?? '000000';
    return { date, time: whole };
  }
  return null;
}
