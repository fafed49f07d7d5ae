import { fingerprint, throwIfAborted } from '#base';
import type { Keep } from './read-zip.ts';
import type { ByteRange, Found, FoundFile, SkippedSource, Source, SourceEvent } from './source.ts';

const BATCH = 256;
/** What was found is told this often at least, so that the worklist fills while ZIPs are being unpacked. */
const BATCH_MS = 250;
/** A browser looks up each picked file's size on the disk: the page gets a turn this often, so that it never stalls. */
const TURN_MS = 16;
/** A ZIP in a ZIP is opened; one within that is not. */
const DEEPEST_ZIP = 2;

const letOthersRun = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Names that DICOM files have: none, a number, or one of these. */
const DICOM_NAME = /(^|\/)[^.]*$|\.(dcm|dicom|dic|ima|img|\d+)$/i;
/** A slice is smaller, a ZIP of a study larger: only these are looked into whatever they are called. */
const LARGE_BYTES = 2 ** 20;
const ZIP_SIGNATURE = 0x504b0304;

/** Whether a file is a ZIP: by its name, or by its first bytes where it is not named like a slice, or too large for one. */
async function isZip<B extends ByteRange>({ path, blob }: FoundFile<B>): Promise<boolean> {
  if (/\.zip$/i.test(path)) return true;
  if (blob.size < LARGE_BYTES && DICOM_NAME.test(path)) return false;
  const head = await blob
    .slice(0, 4)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0)); // It will be said where the file is read.
  return head.byteLength === 4 && new DataView(head).getUint32(0) === ZIP_SIGNATURE;
}

/** Files that operating systems leave behind and nobody meant to give. */
const isLitter = (path: string): boolean =>
  /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|(^|\/)__MACOSX\//i.test(path);

/**
 * Found files to sources: opens ZIPs, leaves out litter and empty files with a reason, reports in batches. What comes bit by bit of one folder
 * names itself: `drop`.
 */
export async function* collect<B extends ByteRange>(
  found: Iterable<Found<B>> | AsyncIterable<Found<B>>,
  keep: Keep<B>,
  signal?: AbortSignal,
  drop?: string,
): AsyncGenerator<SourceEvent<B>> {
  const session = crypto.randomUUID().slice(0, 8);
  let count = 0;
  let told = performance.now();
  let turn = told;
  let sources: Source<B>[] = [];
  let skipped: SkippedSource[] = [];
  const batch = function* (): Generator<SourceEvent<B>> {
    if (sources.length > 0) yield { kind: 'sources', sources };
    if (skipped.length > 0) yield { kind: 'skipped', skipped };
    sources = [];
    skipped = [];
  };
  for await (const one of opened(found, keep, 1, signal)) {
    throwIfAborted(signal);
    if ('reason' in one) {
      skipped.push(one);
    } else {
      count += 1;
      const { path, blob } = one;
      // Two drops of folders of one name are two folders: the next CD's, too, is called DICOM.
      const folder = fingerprint(`${drop ?? session}/${path.slice(0, path.lastIndexOf('/') + 1)}`);
      sources.push({ sourceId: `${session}-${count}`, folder, path, size: blob.size, blob });
    }
    if (sources.length + skipped.length >= BATCH || performance.now() - told >= BATCH_MS) {
      yield* batch();
      told = performance.now();
    }
    if (performance.now() - turn >= TURN_MS) {
      await letOthersRun();
      turn = performance.now();
    }
  }
  yield* batch();
}

async function* opened<B extends ByteRange>(
  found: Iterable<Found<B>> | AsyncIterable<Found<B>>,
  keep: Keep<B>,
  depth: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Found<B>> {
  for await (const one of found) {
    if ('reason' in one) {
      yield one;
    } else if (isLitter(one.path)) {
      yield {
        path: one.path,
        reason: { code: 'system-file', text: 'left by the operating system' },
      };
    } else if (one.blob.size === 0) {
      yield { path: one.path, reason: { code: 'empty', text: 'the file is empty' } };
    } else if (!(await isZip(one))) {
      yield one;
    } else if (depth > DEEPEST_ZIP) {
      yield {
        path: one.path,
        reason: { code: 'zip-nested', text: 'a ZIP in a ZIP in a ZIP is not opened' },
      };
    } else {
      // With the first ZIP: the start needs no unpacking.
      const { readZip } = await import('./read-zip.ts');
      yield* opened(readZip(one, keep, signal), keep, depth + 1, signal);
    }
  }
}
