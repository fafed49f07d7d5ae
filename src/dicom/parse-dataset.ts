import dicomParser, { type DataSet } from 'dicom-parser';
import { Inflate } from 'fflate';
import { messageOf, type Outcome, type Reason } from '#base';
import { elementOf, parserKey } from './dataset-values.ts';
import { transferSyntax } from './transfer-syntax.ts';

/** A parsed dataset and the syntax its elements are in. */
export interface ParsedDataset {
  readonly dataset: DataSet;
  readonly transferSyntaxUid: string;
  /** Bytes that the dataset's offsets refer to: the file, or the inflated file. */
  readonly bytes: Uint8Array;
}

/** No inflated file over this is taken: a deflated bomb. */
const MAX_INFLATED_BYTES = 512 * 1024 * 1024;
const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';

const bad = (code: string, text: string): { readonly ok: false; readonly reason: Reason } => ({
  ok: false,
  reason: { code, text },
});

/** Raw inflate with a ceiling (PS3.5 A.5). */
function inflate(bytes: Uint8Array, ceiling: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflater = new Inflate((part) => {
    length += part.length;
    if (length > ceiling) throw new Error('the inflated dataset is absurdly large');
    parts.push(part);
  });
  for (let at = 0; at < bytes.length; at += 65536) {
    const end = Math.min(bytes.length, at + 65536);
    inflater.push(bytes.subarray(at, end), end === bytes.length);
  }
  const inflated = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    inflated.set(part, at);
    at += part.length;
  }
  return inflated;
}

/** dicom-parser's inflater port: the meta information as it is, then the inflated rest. */
function inflateAfter(bytes: Uint8Array, position: number): Uint8Array {
  const body = inflate(bytes.subarray(position), MAX_INFLATED_BYTES);
  const whole = new Uint8Array(position + body.length);
  whole.set(bytes.subarray(0, position));
  whole.set(body, position);
  return whole;
}

function hasMagic(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 132 &&
    bytes[128] === 0x44 &&
    bytes[129] === 0x49 &&
    bytes[130] === 0x43 &&
    bytes[131] === 0x4d
  );
}

/**
 * Syntax of a dataset that begins at the first byte without preamble, judged by its first element: it must be of group
 * 0002 or 0008 with a sane length. undefined: this isn't DICOM.
 */
function guessBareSyntax(bytes: Uint8Array): string | undefined {
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  const group = view.getUint16(0, true);
  if (group !== 0x0008 && group !== 0x0002) return undefined;
  const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
  if (isUpper(view.getUint8(4)) && isUpper(view.getUint8(5))) return EXPLICIT_LITTLE;
  return view.getUint32(4, true) < 1024 ? IMPLICIT_LITTLE : undefined;
}

function withPreamble(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(132 + bytes.length);
  whole.set([0x44, 0x49, 0x43, 0x4d], 128);
  whole.set(bytes, 132);
  return whole;
}

function parseWith(
  bytes: Uint8Array,
  bareSyntax: string | undefined,
  untilTag?: string,
): ParsedDataset {
  const dataset = dicomParser.parseDicom(bytes, {
    ...(untilTag === undefined ? {} : { untilTag }),
    ...(bareSyntax === undefined ? {} : { TransferSyntaxUID: bareSyntax }),
    inflater: (source: Uint8Array, position: number) => inflateAfter(source, position),
  });
  return {
    dataset,
    transferSyntaxUid:
      dataset.string(parserKey('TransferSyntaxUID')) ?? bareSyntax ?? EXPLICIT_LITTLE,
    bytes: dataset.byteArray,
  };
}

/**
 * Parses a whole file, or the prefix of one with `headerOnly`. Never throws: hostile bytes end in a reason. Codes:
 * 'not-dicom', 'broken' (also where a prefix was too short: only the caller knows whether there is more).
 */
export function parseDataset(
  bytes: Uint8Array,
  options: { readonly headerOnly: boolean },
): Outcome<ParsedDataset> {
  const untilTag = options.headerOnly ? parserKey('PixelData') : undefined;
  try {
    if (hasMagic(bytes)) return { ok: true, value: parseWith(bytes, undefined, untilTag) };
    const syntax = guessBareSyntax(bytes);
    if (syntax === undefined) return bad('not-dicom', 'not a DICOM file');
    const group2 = bytes[0] === 2;
    return {
      ok: true,
      value: group2
        ? parseWith(withPreamble(bytes), undefined, untilTag)
        : parseWith(bytes, syntax, untilTag),
    };
  } catch (error) {
    return retryWithoutSyntax(bytes, untilTag, error);
  }
}

/** A file whose meta information lacks the transfer syntax is read as implicit, then as explicit little endian. */
function retryWithoutSyntax(
  bytes: Uint8Array,
  untilTag: string | undefined,
  first: unknown,
): Outcome<ParsedDataset> {
  const text = problemText(first);
  if (/missing required meta header attribute/.test(text)) {
    for (const syntax of [IMPLICIT_LITTLE, EXPLICIT_LITTLE]) {
      try {
        const parsed = parseWith(bytes, syntax, untilTag);
        if (elementOf(parsed.dataset, 'Rows') !== undefined) return { ok: true, value: parsed };
      } catch {
        // The other guess, or the first problem, is reported.
      }
    }
  }
  return bad('broken', `the DICOM structure is broken: ${text}`);
}

/** What dicom-parser threw (strings, errors and {exception, dataSet}), without the names of its functions. */
function problemText(error: unknown): string {
  if (error !== null && typeof error === 'object' && 'exception' in error) {
    return problemText(error.exception);
  }
  const text = typeof error === 'string' ? error : messageOf(error);
  return text.replace(/^(?:\w*[Pp]arser[.:]\w+:\s*)+/, '');
}

/** Whether the syntax needs the whole file before anything can be read. */
export function needsWholeFile(transferSyntaxUid: string): boolean {
  return transferSyntax(transferSyntaxUid).encoding === 'deflated';
}
