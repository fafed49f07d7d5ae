import { Inflate } from 'fflate';
import {
  isAbort,
  isInflateFault,
  messageOf,
  notOk,
  type Outcome,
  ok,
  type Reason,
  throwIfAborted,
} from '#base';
import { crc32 } from './crc32.ts';
import type { ByteRange } from './source.ts';
import { readRange, type ZipEntry } from './zip-directory.ts';
import type { ZipLimits } from './zip-limits.ts';

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER_BYTES = 30;
const LOCAL_SIGNATURE = 0x04034b50;
/** Packed bytes read at a time: at deflate's utmost of 1032 to 1, 64 MiB at once. */
const CHUNK_BYTES = 64 * 1024;
/** Below this the ratio says nothing: a slice of air is a few kilobytes. */
const RATIO_FROM_BYTES = 2 ** 20;

/** Unpacks one entry, chunk by chunk, until it is done or asks for more than it may. `budget`: bytes left for the whole ZIP. */
export async function unzipEntry(
  file: ByteRange,
  entry: ZipEntry,
  limits: ZipLimits,
  budget: number,
  signal?: AbortSignal,
): Promise<Outcome<readonly Uint8Array<ArrayBuffer>[]>> {
  if (entry.encrypted) return notOk('zip-encrypted', 'it is encrypted in the ZIP');
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    return notOk('zip-method', `ZIP compression method ${entry.method} is not supported`);
  }
  const start = await dataStart(file, entry);
  if (start === null || start + entry.packedBytes > file.size) {
    return notOk('zip-broken', 'its data lie outside the ZIP');
  }
  const most = Math.min(limits.mostEntryBytes, budget);
  const sink = limitedSink(entry, limits, most);
  try {
    const push = entry.method === STORED ? sink.add : inflater(sink.add);
    for (let at = 0; at < entry.packedBytes && sink.problem() === null; at += CHUNK_BYTES) {
      throwIfAborted(signal);
      const length = Math.min(CHUNK_BYTES, entry.packedBytes - at);
      push(await readRange(file, start + at, length), at + length >= entry.packedBytes);
    }
  } catch (error) {
    if (isAbort(error)) throw error;
    const why = isInflateFault(error) ? 'what is packed in it is damaged' : messageOf(error);
    return notOk('zip-broken', `it cannot be unpacked: ${why}`);
  }
  const problem = sink.problem();
  if (problem !== null) return { ok: false, reason: problem };
  if (sink.total() !== entry.unpackedBytes) {
    return notOk('zip-broken', 'its size is not what the ZIP says');
  }
  return sink.checksum() === entry.crc32
    ? ok(sink.parts)
    : notOk('zip-checksum', 'its checksum is not what the ZIP says: it was damaged');
}

async function dataStart(file: ByteRange, entry: ZipEntry): Promise<number | null> {
  const bytes = await readRange(file, entry.localHeaderOffset, LOCAL_HEADER_BYTES);
  if (bytes.length < LOCAL_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer);
  if (view.getUint32(0, true) !== LOCAL_SIGNATURE) return null;
  const variable = view.getUint16(26, true) + view.getUint16(28, true);
  return entry.localHeaderOffset + LOCAL_HEADER_BYTES + variable;
}

function inflater(add: (bytes: Uint8Array<ArrayBuffer>) => void) {
  const inflate = new Inflate((chunk) => add(chunk.slice()));
  return (bytes: Uint8Array, final: boolean) => inflate.push(bytes, final);
}

function limitedSink(entry: ZipEntry, limits: ZipLimits, most: number) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const problem = (): Reason | null => {
    if (total > most) {
      return { code: 'zip-too-large', text: 'it unpacks to more than is read of one ZIP' };
    }
    if (total > RATIO_FROM_BYTES && total > entry.packedBytes * limits.mostRatio) {
      return {
        code: 'zip-bomb',
        text: `it unpacks to more than ${limits.mostRatio} times its size`,
      };
    }
    return null;
  };
  let checksum = 0;
  const add = (bytes: Uint8Array<ArrayBuffer>): void => {
    total += bytes.length;
    checksum = crc32(bytes, checksum);
    if (problem() === null) parts.push(bytes);
    else parts.length = 0;
  };
  return { parts, add, problem, total: () => total, checksum: () => checksum };
}
