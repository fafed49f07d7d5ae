import { type ByteRange, messageOf, throwIfAborted } from '#base';
import {
  type ContradictedInstance,
  groupStudies,
  type HeaderOutcome,
  InstancesBySeries,
  readHeaders,
  type SliceHeader,
  type Study,
  type UnreadInstance,
} from '#dicom';
import {
  collect,
  type Directory,
  type Found,
  listedOtherwise,
  missingFiles,
  type SkippedSource,
  type Source,
} from '#intake';
import { type ReadSource, sourceReader } from '#pipeline';
import { findNodeFiles } from './find-node-files.ts';

/** What is at the paths: the slices' headers, their sources, and everything that is left out. */
export interface Gathered {
  readonly headers: readonly SliceHeader[];
  readonly sources: ReadonlyMap<string, Source<ByteRange>>;
  readonly skipped: readonly SkippedSource[];
  /** Those of what is left out that say which series they are of. */
  readonly unread: readonly UnreadInstance[];
  /** Those of what is read that a DICOMDIR says are something else. */
  readonly contradicted: readonly ContradictedInstance[];
}

/** First bytes read of a file; grown eightfold while the header goes on. */
const PREFIX_BYTES = 16 * 1024;
/** A file that is larger is not held in memory whole, as deflated ones would have to be. */
const LARGEST_BYTES = 2 ** 30;

/** Walks the paths, opens ZIPs and reads headers. `onFile` hears of every file. */
export function gather(
  paths: readonly string[],
  onFile: (count: number) => void,
  signal: AbortSignal,
): Promise<Gathered> {
  return gatherFound(findNodeFiles(paths, signal), onFile, signal);
}

/** The same of files that were found elsewhere. */
export async function gatherFound(
  found: Iterable<Found<ByteRange>> | AsyncIterable<Found<ByteRange>>,
  onFile: (count: number) => void,
  signal: AbortSignal,
): Promise<Gathered> {
  const headers: SliceHeader[] = [];
  const skipped: SkippedSource[] = [];
  const unread: UnreadInstance[] = [];
  const sources = new Map<string, Source<ByteRange>>();
  const directories: Directory[] = [];
  const given: string[] = [];
  let count = 0;
  const keep = (parts: readonly Uint8Array<ArrayBuffer>[]) => new Blob([...parts]);
  for await (const event of collect<ByteRange>(found, keep, signal)) {
    if (event.kind === 'skipped') skipped.push(...event.skipped);
    for (const source of event.kind === 'sources' ? event.sources : []) {
      throwIfAborted(signal);
      const read = await headersOf(source);
      given.push(source.path);
      if ('reason' in read) {
        skipped.push({ path: source.path, reason: read.reason });
        if (read.instance !== undefined) unread.push(read.instance);
        if (read.directory !== undefined)
          directories.push({ path: source.path, ...read.directory });
      } else {
        sources.set(source.sourceId, source);
        headers.push(...read.slices);
      }
      count += 1;
      onFile(count);
    }
  }
  const all = [...given, ...skipped.map(({ path }) => path)];
  skipped.push(...missingFiles(directories, all));
  const held = headers.map((one) => [sources.get(one.sourceId)?.path ?? '', one] as const);
  const contradicted = listedOtherwise(directories, held);
  return { headers, sources, skipped, unread, contradicted };
}

type ReadHeaders =
  | { readonly slices: readonly SliceHeader[] }
  | Omit<Extract<HeaderOutcome, { kind: 'skipped' }>, 'kind'>;

async function headersOf({
  sourceId,
  folder,
  size,
  blob,
}: Source<ByteRange>): Promise<ReadHeaders> {
  try {
    for (let length = PREFIX_BYTES; ; length *= 8) {
      if (length > LARGEST_BYTES) break;
      const bytes = new Uint8Array(await blob.slice(0, Math.min(length, size)).arrayBuffer());
      const outcome = readHeaders(sourceId, bytes, { complete: length >= size, size, folder });
      if (outcome.kind === 'slices') return { slices: outcome.slices };
      if (outcome.kind === 'skipped') return outcome;
      if (length >= size) break;
    }
  } catch (error) {
    return { reason: { code: 'unreadable', text: `it cannot be read: ${messageOf(error)}` } };
  }
  return { reason: { code: 'broken', text: 'its header has no end' } };
}

/** The studies of what was gathered. */
export const studiesIn = ({ headers, unread, contradicted }: Gathered): readonly Study[] =>
  groupStudies(headers, {
    unreadOf: new InstancesBySeries(unread).of,
    contradictedOf: new InstancesBySeries(contradicted).of,
  });

/** The pipeline's access to the bytes of what was gathered. */
export const readerOf = ({ sources }: Gathered): ReadSource =>
  sourceReader((sourceId) => sources.get(sourceId)?.blob);
