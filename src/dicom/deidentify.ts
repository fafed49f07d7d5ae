import type { DataSet, Element } from 'dicom-parser';
import { notOk, type Outcome, ok } from '#base';
import { concat } from './concat.ts';
import type { RawElement } from './dataset.ts';
import { attributeOf, DatasetValues } from './dataset-values.ts';
import { EMPTIED, FREE_TEXTS, KEPT_VRS, MAPPED_UIDS } from './deidentified-attributes.ts';
import { parseDataset } from './parse-dataset.ts';
import { readFragments } from './pixel-fragments.ts';
import {
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  transferSyntax,
} from './transfer-syntax.ts';
import { elementHeader, UNDEFINED_LENGTH, writeDicomFile } from './write-dicom-file.ts';

/** A file without its patient. */
export interface Deidentified {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For the file, no other's of the export: its new SOP Instance UID, with a number where it is a further copy of an instance. */
  readonly name: string;
  /** What no program can promise about it, in sentences: to be shown. */
  readonly warnings: readonly string[];
}

/** Makes files of one export: the same identifiers become the same others in all of them, and in no other export. */
export type Deidentifier = (file: Uint8Array) => Outcome<Deidentified>;

const PIXEL_DATA = 'x7fe00010';
/** Deeper than any functional group lies. */
const MOST_DEPTH = 8;

/**
 * Begins an export after the Basic Application Level Confidentiality Profile (PS3.15 Annex E, code 113100 DCM) without options: no
 * attribute but those of `deidentified-attributes.ts` stays, private ones and sequences included; UIDs are mapped, dates are gone; pixels
 * stay bit for bit. Codes of refusal: those of `parseDataset`, 'unsupported-transfer-syntax', 'no-pixel-data', 'truncated'. Never throws.
 */
export function deidentifier(): Deidentifier {
  const uids = new Map<string, string>();
  const patients = new Map<string, string>();
  const uidOf = (original: string): string => {
    const uid = uids.get(original) ?? randomUid();
    uids.set(original, uid);
    return uid;
  };
  const patientOf = (original: string): string => {
    const name = patients.get(original) ?? `PATIENT-${patients.size + 1}`;
    patients.set(original, name);
    return name;
  };
  // A study may hold several files of one instance, which need not be alike.
  const copies = new Map<string, number>();
  const nameOf = (uid: string): string => {
    const copy = (copies.get(uid) ?? 0) + 1;
    copies.set(uid, copy);
    return copy === 1 ? uid : `${uid}-${copy}`;
  };
  return (file) => {
    const parsed = parseDataset(file, { wholeFile: true });
    if (!parsed.ok) return parsed;
    const { dataset, transferSyntaxUid, bytes } = parsed.value;
    const { encoding } = transferSyntax(transferSyntaxUid);
    if (encoding === 'raw-big') {
      return notOk('unsupported-transfer-syntax', 'it is big endian, which is not rewritten');
    }
    const pixels = pixelElement(dataset, bytes, transferSyntaxUid);
    if (!pixels.ok) return pixels;
    const words = identifyingWords(dataset);
    const kept = keptElements(dataset, { uidOf, words }, 0);
    const sopInstanceUid = uidOf(textOf(dataset, 'x00080018'));
    const patient = patientOf(`${textOf(dataset, 'x00100020')}\n${textOf(dataset, 'x00100010')}`);
    const head = writeDicomFile(
      {},
      {
        transferSyntaxUid:
          // Inflated by the parser, and not deflated again: the same values in another syntax.
          encoding === 'deflated' ? EXPLICIT_LITTLE_ENDIAN : transferSyntaxUid,
        sopClassUid: classOf(dataset),
        sopInstanceUid,
        rawElements: [...kept, ...stated(patient)],
      },
    );
    return ok({
      bytes: concat([head, pixels.value]),
      name: nameOf(sopInstanceUid),
      warnings: warningsOf(dataset),
    });
  };
}

/** For the meta group, where the value stands outside of the attributes that are looked through: what is no UID is none. */
const classOf = (dataset: DataSet): string => {
  const text = textOf(dataset, 'x00080016');
  return UID.test(text) ? text : '';
};

/** What the profile has a file say of itself: who it stands for, that its patient was removed, how. */
const stated = (patient: string): readonly RawElement[] => [
  ...EMPTIED.map(([tag, vr]) => ({ tag, vr, value: '' })),
  { tag: '00100010', vr: 'PN', value: patient },
  { tag: '00100020', vr: 'LO', value: patient },
  { tag: '00120062', vr: 'CS', value: 'YES' },
  { tag: '00120063', vr: 'LO', value: 'ICH Triage: Basic Application Confidentiality Profile' },
  {
    tag: '00120064',
    vr: 'SQ',
    value: {
      items: [
        [
          { tag: '00080100', vr: 'SH', value: '113100' },
          { tag: '00080102', vr: 'SH', value: 'DCM' },
          { tag: '00080104', vr: 'LO', value: 'Basic Application Confidentiality Profile' },
        ],
      ],
    },
  },
  { tag: '00280303', vr: 'CS', value: 'REMOVED' },
];

interface Keeping {
  readonly uidOf: (original: string) => string;
  readonly words: readonly string[];
}

function keptElements(dataset: DataSet, keeping: Keeping, depth: number): readonly RawElement[] {
  return Object.values(dataset.elements).flatMap((element) => {
    const one = keptElement(dataset, element, keeping, depth);
    return one === null ? [] : [one];
  });
}

function keptElement(
  dataset: DataSet,
  element: Element,
  keeping: Keeping,
  depth: number,
): RawElement | null {
  const { tag } = attributeOf(element);
  if (MAPPED_UIDS.has(tag)) {
    const value = textOf(dataset, element.tag);
    return { tag, vr: 'UI', value: value === '' ? '' : keeping.uidOf(value) };
  }
  const vr = KEPT_VRS.get(tag);
  if (vr === undefined) return null;
  if (vr === 'SQ') {
    if (element.items === undefined || depth >= MOST_DEPTH) return null;
    const items = element.items.flatMap(({ dataSet }) =>
      dataSet === undefined ? [] : [keptElements(dataSet, keeping, depth + 1)],
    );
    return { tag, vr, value: { items } };
  }
  if (element.items !== undefined || element.hadUndefinedLength === true) return null;
  const { dataOffset, length } = element;
  const value = dataset.byteArray.subarray(dataOffset, dataOffset + length);
  const fileVr = element.vr ?? vr;
  if (!isPlain(fileVr, vr)) return null;
  if (!isTold(fileVr, tag, value, keeping.words)) {
    return { tag, vr: vr === 'OV' ? vr : fileVr, value };
  }
  return FREE_TEXTS.has(tag) ? { tag, vr, value: '' } : null;
}

/** Pixel values may be signed: US and SS stand for each other, OW for US; OV was parsed as OB. Any other VR than the standard's is a disguise. */
const isPlain = (fileVr: string, vr: string): boolean =>
  fileVr === vr ||
  (vr === 'US' && (fileVr === 'SS' || fileVr === 'OW')) ||
  (vr === 'OV' && fileVr === 'OB');

/** Of the standard's own vocabulary: said of a patient's image whatever the patient is called. */
const TERMS: ReadonlySet<string> = new Set(
  `ORIGINAL DERIVED PRIMARY SECONDARY AXIAL LOCALIZER HELICAL VOLUME MIXED CT HEAD BRAIN SKULL NECK FILTERED SAMPLED RESAMPLED NONE
   MONOCHROME1 MONOCHROME2 HFS HFP FFS FFP ISO IR 100 192 YES NO MONOCHROME`.split(/\s+/),
);

const CODE = /^[A-Z0-9 _\\-]*$/;
const NUMBER = /^[-+0-9eE.\\ ]*$/;
const UID = /^[0-9.\\]*$/;
/** Shorter ones come about by chance among bytes. */
const LEAST_WORD_IN_BYTES = 4;

/** Whether a value holds what it must not: letters where numbers stand, sentences where codes stand, the patient where words stand. */
function isTold(vr: string, tag: string, value: Uint8Array, words: readonly string[]): boolean {
  const text = latin(value).replaceAll('\0', '').trim();
  if (vr === 'DS' || vr === 'IS') return !NUMBER.test(text);
  if (vr === 'UI') return !UID.test(text);
  if (vr === 'CS' && !CODE.test(text)) return true;
  const own = text.toUpperCase();
  if (vr !== 'CS' && !FREE_TEXTS.has(tag)) {
    return words.some((word) => word.length >= LEAST_WORD_IN_BYTES && own.includes(word));
  }
  const left = vr === 'CS' ? own.split(/[\\ _-]+/).filter((term) => !TERMS.has(term)) : [own];
  return left.some((part) => words.some((word) => part.includes(word)));
}

/** Texts by which the patient, staff or place is known, in capitals: whole and word by word, from three letters on. */
function identifyingWords(dataset: DataSet): readonly string[] {
  const words = new Set<string>();
  const add = (each: DataSet, depth: number): void => {
    for (const element of Object.values(each.elements)) {
      if (element.items !== undefined) {
        if (depth >= MOST_DEPTH) continue;
        for (const { dataSet } of element.items) if (dataSet !== undefined) add(dataSet, depth + 1);
        continue;
      }
      const { tag, vr } = attributeOf(element);
      if (KEPT_VRS.has(tag) || !NAMING_VRS.has(vr)) continue;
      const text = textOf(each, element.tag).toUpperCase();
      for (const word of [text, ...text.split(/[\s^=,;\\/]+/)]) {
        if (word.length >= 3 && word.length <= 64) words.add(word);
      }
    }
  };
  add(dataset, 0);
  return [...words];
}

const NAMING_VRS = new Set(['PN', 'LO', 'SH', 'ST', 'LT', 'UT', 'UC', 'UN', 'DA']);

const latin = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const textOf = (dataset: DataSet, key: string): string => {
  const element = dataset.elements[key];
  if (element === undefined) return '';
  const end = element.dataOffset + Math.min(element.length, 10_240);
  return latin(dataset.byteArray.subarray(element.dataOffset, end)).replaceAll('\0', '').trim();
};

/** Pixel Data as it stands in the file, with the header in front; what follows it (padding, signatures) is left out. */
function pixelElement(
  dataset: DataSet,
  bytes: Uint8Array,
  transferSyntaxUid: string,
): Outcome<Uint8Array> {
  const element = dataset.elements[PIXEL_DATA];
  if (element === undefined) return notOk('no-pixel-data', 'the file holds no pixel data');
  const { dataOffset } = element;
  const encapsulated = element.hadUndefinedLength === true;
  const end = encapsulated ? readFragments(bytes, dataOffset).end : dataOffset + element.length;
  if (end === null || end > bytes.length) {
    return notOk('truncated', 'the file ends before its pixels do');
  }
  const vr = encapsulated || element.vr === 'OB' ? 'OB' : 'OW';
  const length = encapsulated ? UNDEFINED_LENGTH : end - dataOffset;
  const explicit = transferSyntaxUid !== IMPLICIT_LITTLE_ENDIAN;
  return ok(
    concat([elementHeader('7FE00010', vr, length, explicit), bytes.subarray(dataOffset, end)]),
  );
}

function warningsOf(dataset: DataSet): readonly string[] {
  const burned = textOf(dataset, 'x00280301').toUpperCase();
  const imageType = textOf(dataset, 'x00080008').toUpperCase();
  const isDerived = /SECONDARY|DERIVED|SCREEN/.test(imageType);
  const isCapture = textOf(dataset, 'x00080016').startsWith(SECONDARY_CAPTURE);
  const thickness = Number(textOf(dataset, 'x00180050'));
  return [
    ...(new DatasetValues(dataset).overlayBits().length > 0
      ? ['Bits of the pixels that are no part of the image hold an overlay, which may be text.']
      : []),
    ...(burned === 'YES'
      ? ['The image says that text is burned into its pixels: look at it.']
      : []),
    ...(burned === '' && (isDerived || isCapture)
      ? ['A derived or secondary image may have text in its pixels: look at it.']
      : []),
    ...(thickness > 0 && thickness <= 2
      ? ['Slices this thin show a face when they are rendered in 3D.']
      : []),
  ];
}

/** Secondary Capture and its multi-frame kinds: pictures of a screen. */
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';

/** 2.25 and a UUID of version 4 (PS3.5 B.2). */
const randomUid = (): string => `2.25.${BigInt(`0x${crypto.randomUUID().replaceAll('-', '')}`)}`;
