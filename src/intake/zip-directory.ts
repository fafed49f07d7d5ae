import { countOf, notOk, type Outcome, ok } from '#base';
import type { ByteRange } from './source.ts';
import type { ZipLimits } from './zip-limits.ts';

/** An entry of a ZIP as its central directory has it (APPNOTE 4.3.12). Nothing in it is to be trusted. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly localHeaderOffset: number;
  /** Of the unpacked bytes. */
  readonly crc32: number;
  readonly isFolder: boolean;
}

const END_SIGNATURE = 0x06054b50;
const END64_SIGNATURE = 0x06064b50;
const LOCATOR64_SIGNATURE = 0x07064b50;
const ENTRY_SIGNATURE = 0x02014b50;
/** Of a digital signature of the directory (APPNOTE 4.3.13). */
const SIGNATURE_SIGNATURE = 0x05054b50;
const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR64_BYTES = 20;
const LONGEST_COMMENT = 0xffff;
const NOT_HERE = 0xffffffff;
/** A directory of 50 000 entries with long names takes some 8 MB. */
const MOST_DIRECTORY_BYTES = 64 * 2 ** 20;

const broken = (text: string) => notOk('zip-broken', text);

/** Reads `length` bytes at most from `offset`. */
export async function readRange(
  file: ByteRange,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What a ZIP's directory lists. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** The number of files that the ZIP says it holds, which can be another one. */
  readonly claimed: number;
}

/**
 * The list of entries: all that stand between the directory's start and its end, whatever number is claimed. A truncated archive
 * has none: its directory stands at the end. Bytes before the archive (a self-extracting one) are allowed for.
 */
export async function readZipDirectory(
  file: ByteRange,
  limits: ZipLimits,
): Promise<Outcome<ZipDirectory>> {
  const tailStart = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT - LOCATOR64_BYTES);
  const tail = viewOf(await readRange(file, tailStart, file.size - tailStart));
  const end = findEnd(tail);
  if (end === null) return broken('no ZIP directory: not a ZIP, or cut off');
  const stated = await statedPlace(file, tail, end, tailStart);
  if (stated === null) return broken('the ZIP directory cannot be found');
  const tooMany = (count: number) =>
    notOk('zip-too-many', `${count} files in one ZIP; ${limits.mostEntries} are read at most`);
  if (stated.count > limits.mostEntries) return tooMany(stated.count);
  const start = await directoryStart(file, stated);
  if (start === null) return broken('the ZIP directory lies outside the file');
  const length = stated.end - start;
  if (length > MOST_DIRECTORY_BYTES) return broken('the ZIP directory is absurdly large');
  const shift = start - stated.offset;
  const entries = parseEntries(await readRange(file, start, length), shift, limits.mostEntries);
  if (!entries.ok) return entries;
  if (entries.value.length > limits.mostEntries) return tooMany(entries.value.length);
  return ok({ entries: entries.value, claimed: stated.count });
}

function findEnd(tail: DataView): number | null {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return null;
}

/** Where the end record says that the directory is. */
interface StatedPlace {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
  /** Where the end record is: the directory goes no further. */
  readonly end: number;
}

async function statedPlace(
  file: ByteRange,
  tail: DataView,
  end: number,
  tailStart: number,
): Promise<StatedPlace | null> {
  const place = {
    count: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
    end: tailStart + end,
  };
  if (place.count !== 0xffff && place.size !== NOT_HERE && place.offset !== NOT_HERE) return place;
  const locator = end - LOCATOR64_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR64_SIGNATURE) return place;
  // It stands before its locator, whatever stands before the archive.
  for (const at of [
    tailStart + locator - END64_BYTES,
    safe(tail.getBigUint64(locator + 8, true)),
  ]) {
    if (at < 0) continue;
    const record = viewOf(await readRange(file, at, END64_BYTES));
    if (record.byteLength < END64_BYTES || record.getUint32(0, true) !== END64_SIGNATURE) continue;
    return {
      count: safe(record.getBigUint64(32, true)),
      size: safe(record.getBigUint64(40, true)),
      offset: safe(record.getBigUint64(48, true)),
      end: at,
    };
  }
  return null;
}

/** Where the directory begins: where it is said to, or where it must, by its size. null: nowhere. */
async function directoryStart(
  file: ByteRange,
  { offset, size, end }: StatedPlace,
): Promise<number | null> {
  for (const start of [offset, end - size]) {
    if (start < 0 || start > end) continue;
    if (start === end) return start;
    const head = viewOf(await readRange(file, start, 4));
    if (head.byteLength === 4 && head.getUint32(0, true) === ENTRY_SIGNATURE) return start;
  }
  return null;
}

const safe = (value: bigint): number =>
  value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);

function parseEntries(
  bytes: Uint8Array,
  shift: number,
  most: number,
): Outcome<readonly ZipEntry[]> {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < bytes.length && entries.length <= most) {
    const readable = at + 46 <= bytes.length && view.getUint32(at, true) === ENTRY_SIGNATURE;
    if (!readable) {
      if (bytes.length - at >= 4 && view.getUint32(at, true) === SIGNATURE_SIGNATURE) break;
      return broken(
        `the ZIP directory breaks off after ${countOf(entries.length, 'entry', 'entries')}`,
      );
    }
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > bytes.length) return broken('a name in the ZIP directory is cut off');
    entries.push(parseEntry(bytes, view, at, nameEnd, extraEnd, shift));
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return ok(entries);
}

function parseEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  nameEnd: number,
  extraEnd: number,
  shift: number,
): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  // Bit 11 says UTF-8; without it the name is in some code page, of which ASCII is what matters.
  const charset = (flags & 0x800) !== 0 ? 'utf-8' : 'windows-1252';
  const name = new TextDecoder(charset).decode(bytes.subarray(at + 46, nameEnd));
  const large = zip64Values(view, nameEnd, extraEnd);
  const value = (offset: number): number => {
    const small = view.getUint32(at + offset, true);
    return small === NOT_HERE ? (large.shift() ?? small) : small;
  };
  const unpackedBytes = value(24);
  const packedBytes = value(20);
  return {
    name: name.replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) !== 0,
    packedBytes,
    unpackedBytes,
    localHeaderOffset: value(42) + shift,
    crc32: view.getUint32(at + 16, true),
    isFolder: /[\\/]$/.test(name),
  };
}

/** The values of the ZIP64 extra field (APPNOTE 4.5.3), in the order of the fields they stand for. */
function zip64Values(view: DataView, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    const end = Math.min(to, at + 4 + view.getUint16(at + 2, true));
    if (view.getUint16(at, true) !== 1) continue;
    const values: number[] = [];
    for (let place = at + 4; place + 8 <= end; place += 8) {
      values.push(safe(view.getBigUint64(place, true)));
    }
    return values;
  }
  return [];
}
