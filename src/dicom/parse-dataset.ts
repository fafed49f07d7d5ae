import dicomParser, { type DataSet } from 'dicom-parser';
import { Inflate } from 'fflate';
import { notOk, type Outcome, ok } from '#base';
import { concat } from './concat.ts';
import { countElements } from './count-elements.ts';
import { elementOf, parserKey } from './dataset-values.ts';
import type { Keyword } from './dictionary.ts';
import { NO_TRANSFER_SYNTAX, parseProblem } from './parse-problem.ts';
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from './transfer-syntax.ts';

/** A parsed dataset and the syntax its elements are in. */
export interface ParsedDataset {
  readonly dataset: DataSet;
  readonly transferSyntaxUid: string;
  /** Bytes that the dataset's offsets refer to: the file, or the inflated file. */
  readonly bytes: Uint8Array;
}

/** No inflated file over this is taken. */
const MAX_INFLATED_BYTES = 512 * 1024 * 1024;
/** Inflated to deflated bytes of a file that is larger than a megabyte. CT compresses 2 to 4 times; a bomb a thousand times. */
export const MOST_DEFLATE_RATIO = 100;
const RATIO_FROM_BYTES = 2 ** 20;
/** A byte of deflate gives up to a thousand: read a little at a time, that a ceiling holds. */
const CHUNK_BYTES = 4096;
/** An Enhanced CT of a thousand frames has some fifty thousand; a parser takes seconds for more than these. */
const MOST_ELEMENTS = 250_000;

/**
 * Raw inflate (PS3.5 A.5) up to what a file of its size may hold. `whole`: more than that is an error; else what comes first is given,
 * in which a header lies, and the end may be missing.
 */
function inflate(bytes: Uint8Array, whole: boolean): Uint8Array {
  const ceiling = Math.min(
    MAX_INFLATED_BYTES,
    Math.max(RATIO_FROM_BYTES, bytes.length * MOST_DEFLATE_RATIO),
  );
  const parts: Uint8Array[] = [];
  let length = 0;
  const inflater = new Inflate((part) => {
    length += part.length;
    parts.push(part);
  });
  for (let at = 0; at < bytes.length && length <= ceiling; at += CHUNK_BYTES) {
    const end = Math.min(bytes.length, at + CHUNK_BYTES);
    inflater.push(bytes.subarray(at, end), whole && end === bytes.length);
  }
  if (whole && length > ceiling) throw new Error('the inflated dataset is absurdly large');
  return concat(parts);
}

/** dicom-parser's inflater port: the meta information as it is, then the inflated rest. */
function inflateAfter(bytes: Uint8Array, position: number, whole: boolean): Uint8Array {
  const body = readable(inflate(bytes.subarray(position), whole), 0, EXPLICIT_LITTLE_ENDIAN);
  return concat([bytes.subarray(0, position), body]);
}

/**
 * The bytes as the parser can read them: it takes the 64-bit VRs (the Extended Offset Table's) for short ones, and all behind them for broken; as OB,
 * which is as long, they hold the same. Throws where there are too many elements.
 */
function readable(bytes: Uint8Array, start: number, bareSyntax?: string): Uint8Array {
  const places: number[] = [];
  requireFewElements(
    countElements(bytes, start, MOST_ELEMENTS, bareSyntax, (at) => places.push(at)),
  );
  if (places.length === 0) return bytes;
  const mended = bytes.slice();
  for (const at of places) mended.set([0x4f, 0x42], at);
  return mended;
}

function requireFewElements(count: number): void {
  if (count > MOST_ELEMENTS) throw new Error(`it has over ${MOST_ELEMENTS} elements`);
}

/** Whether "DICM" stands at a place: behind the preamble, or where that was left out. */
const hasMagic = (bytes: Uint8Array, at: number): boolean =>
  [0x44, 0x49, 0x43, 0x4d].every((letter, index) => bytes[at + index] === letter);

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
  if (isUpper(view.getUint8(4)) && isUpper(view.getUint8(5))) return EXPLICIT_LITTLE_ENDIAN;
  return view.getUint32(4, true) < 1024 ? IMPLICIT_LITTLE_ENDIAN : undefined;
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
  { wholeFile, until = 'PixelData' }: ParseOptions,
): ParsedDataset {
  const start = bareSyntax === undefined ? 132 : 0;
  const dataset = dicomParser.parseDicom(readable(bytes, start, bareSyntax), {
    untilTag: parserKey(until),
    ...(bareSyntax === undefined ? {} : { TransferSyntaxUID: bareSyntax }),
    inflater: (source: Uint8Array, position: number) => inflateAfter(source, position, wholeFile),
  });
  return {
    dataset,
    transferSyntaxUid:
      dataset.string(parserKey('TransferSyntaxUID')) ?? bareSyntax ?? EXPLICIT_LITTLE_ENDIAN,
    bytes: dataset.byteArray,
  };
}

/** How much of a file is parsed. */
interface ParseOptions {
  readonly wholeFile: boolean;
  /** Nothing behind it is looked at: what is broken there does no harm. */
  readonly until?: Keyword;
}

/**
 * Parses a file up to its pixel data, or `until` an attribute before it: a whole one, whose pixels are wanted (`wholeFile`), or a prefix. Never throws: hostile bytes
 * end in a reason. Codes: 'not-dicom', 'zip', 'broken' (also where a prefix was too short: only the caller knows whether there is more).
 */
export function parseDataset(bytes: Uint8Array, options: ParseOptions): Outcome<ParsedDataset> {
  try {
    if (hasMagic(bytes, 128)) return ok(parseWith(bytes, undefined, options));
    if (hasMagic(bytes, 0))
      return ok(parseWith(withPreamble(bytes.subarray(4)), undefined, options));
    const syntax = guessBareSyntax(bytes);
    if (syntax === undefined) return noDicom(bytes);
    const hasMeta = bytes[0] === 2;
    return ok(
      hasMeta
        ? parseWith(withPreamble(bytes), undefined, options)
        : parseWith(bytes, syntax, options),
    );
  } catch (error) {
    return retryWithoutSyntax(bytes, options, error);
  }
}

const noDicom = (bytes: Uint8Array): Outcome<never> =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
    ? notOk('zip', 'a ZIP whose name does not end in .zip: rename it')
    : notOk('not-dicom', 'not a DICOM file');

/** A file whose meta information lacks the transfer syntax is read as implicit, then as explicit little endian. */
function retryWithoutSyntax(
  bytes: Uint8Array,
  options: ParseOptions,
  first: unknown,
): Outcome<ParsedDataset> {
  const problem = parseProblem(first);
  if (problem === NO_TRANSFER_SYNTAX) {
    for (const syntax of [IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN]) {
      try {
        const parsed = parseWith(bytes, syntax, options);
        if (elementOf(parsed.dataset, 'Rows') !== undefined) return ok(parsed);
      } catch {
        // The other guess, or the first problem, is reported.
      }
    }
  }
  return notOk('broken', `the DICOM structure is broken: ${problem}`);
}
