import { AppError, bytesOf, inLanes, notOk, ok, SOURCE_GONE, throwIfAborted } from '#base';
import {
  decodeFrame,
  encodeExplicitLittleEndian,
  readHeaders,
  readTags,
  type SliceHeader,
  type TagRow,
} from '#dicom';
import { smallPicture, toHounsfield, unwrapTwelveBits } from '#imaging';
import type { HeaderRequest, HeaderResult } from '../wire/analysis-service.ts';
import type { DicomWorkerApi } from '../wire/worker-api.ts';
import { sliceDensity } from './slice-density.ts';

/** Enough for the header of nearly every CT file; a longer one costs a second read. */
const FIRST_READS = [16 * 1024, 256 * 1024] as const;

/**
 * A read is several messages to the browser's own process and back, each of which waits for its turn there: the beginnings of so many
 * files are read as one.
 */
const FILES_A_READ = 16;
/** While headers of some are parsed, others are read. */
const READS_AT_ONCE = 2;

/** The first bytes of files, by one read; null where that fails or gives another count of bytes: one that can't be read spoils it for all. */
async function beginnings(files: readonly HeaderRequest[]): Promise<readonly Uint8Array[] | null> {
  const [first] = FIRST_READS;
  try {
    const all = new Blob(files.map(({ blob }) => blob.slice(0, first)));
    const bytes = new Uint8Array(await all.arrayBuffer());
    const parts: Uint8Array[] = [];
    let from = 0;
    for (const { blob } of files) {
      const end = from + Math.min(first, blob.size);
      parts.push(bytes.subarray(from, end));
      from = end;
    }
    return from === bytes.length ? parts : null;
  } catch {
    return null;
  }
}

async function readSome(
  files: readonly HeaderRequest[],
  signal: AbortSignal,
): Promise<readonly HeaderResult[]> {
  throwIfAborted(signal);
  const read = await beginnings(files);
  const results: HeaderResult[] = [];
  for (const [at, file] of files.entries()) {
    throwIfAborted(signal);
    results.push(await readOne(file, read?.[at]));
  }
  return results;
}

/** `beginning`: its first bytes, where they were read already. */
async function readOne(
  { sourceId, folder, blob }: HeaderRequest,
  beginning?: Uint8Array,
): Promise<HeaderResult> {
  const limits = [...FIRST_READS.filter((limit) => limit < blob.size), blob.size];
  for (const limit of limits) {
    let bytes: Uint8Array;
    try {
      bytes =
        beginning?.length === limit
          ? beginning
          : new Uint8Array(await blob.slice(0, limit).arrayBuffer());
    } catch {
      return { sourceId, outcome: notOk('source-gone', SOURCE_GONE) };
    }
    const result = readHeaders(sourceId, bytes, {
      complete: limit === blob.size,
      size: blob.size,
      folder,
    });
    if (result.kind === 'slices') return { sourceId, outcome: ok(result.slices) };
    if (result.kind === 'skipped') {
      const { reason, instance, directory } = result;
      return {
        sourceId,
        outcome: { ok: false, reason },
        ...(instance === undefined ? {} : { unread: instance }),
        ...(directory === undefined ? {} : { directory }),
      };
    }
  }
  return { sourceId, outcome: notOk('broken', 'the file ends in its header') };
}

async function tagsOf(file: Blob, signal: AbortSignal): Promise<readonly TagRow[]> {
  for (const limit of [...FIRST_READS.filter((read) => read < file.size), file.size]) {
    throwIfAborted(signal);
    const rows = readTags(await bytesOf(file.slice(0, limit)));
    if (rows.length > 0) return rows;
  }
  return [];
}

async function decoded(file: Blob, header: SliceHeader, signal: AbortSignal) {
  const frame = await decodeFrame(await bytesOf(file), header, signal);
  if (!frame.ok) throw new AppError(frame.reason.code, frame.reason.text);
  return frame.value;
}

/** The dicom worker's API: headers, attributes, files made plain for the viewport, results as DICOM. */
export function dicomHost(): DicomWorkerApi {
  return {
    readHeaders: async (files, signal) => {
      const some = (index: number) => files.slice(index * FILES_A_READ, (index + 1) * FILES_A_READ);
      const reads = Math.ceil(files.length / FILES_A_READ);
      const read = await inLanes(reads, READS_AT_ONCE, (index) => readSome(some(index), signal));
      return read.flat();
    },
    tags: tagsOf,
    transcode: async (blob, header, signal) => {
      const frame = await decoded(blob, header, signal);
      const { notes } = frame;
      // The reader sees what the model sees: RSNA's wrapped values are repaired on the screen, too.
      const unwrapped = unwrapTwelveBits(frame.pixels, header);
      if (unwrapped === null) return { file: encodeExplicitLittleEndian(header, frame), notes };
      const { pixels, intercept, note } = unwrapped;
      const repaired = { ...header, rescaleIntercept: intercept };
      const file = encodeExplicitLittleEndian(repaired, { ...frame, pixels });
      return { file, notes: [...notes, note] };
    },
    smallPicture: async (file, header, side, signal) =>
      smallPicture(toHounsfield(await decoded(file, header, signal), header).image, side),
    density: async (file, header, signal) =>
      sliceDensity(await decoded(file, header, signal), header),
    resultArchive: async (analyzed, sources, signal) => {
      const { resultArchive } = await import('#report'); // Few readers export: the others don't wait for it.
      return resultArchive(analyzed, (id) => sources.get(id), signal);
    },
    measurementArchive: async (study, measurements, sources, signal) => {
      const { measurementArchive } = await import('#report');
      return measurementArchive(study, measurements, (id) => sources.get(id), signal);
    },
    resultFiles: async (analyzed, sources, signal) => {
      const { readResultSource, resultFiles } = await import('#report');
      const source = await readResultSource(analyzed, (id) => sources.get(id), signal);
      return source.ok ? ok(await resultFiles(source.value)) : source;
    },
  };
}
