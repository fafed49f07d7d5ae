import type { Reason } from '#base';
import { ask } from './ask.ts';
import { countAt, datasetsOf, itemsAt, type JsonDataset, TAGS, uidAt } from './dicom-json.ts';
import type { Pacs } from './pacs.ts';

/** An object to store: a DICOM file. */
export interface StoredFile {
  readonly sopInstanceUid: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What became of the objects: each is in one of the two. */
export interface StoreOutcome {
  readonly stored: readonly string[];
  readonly failed: readonly { readonly sopInstanceUid: string; readonly reason: Reason }[];
}

const ACCEPTED_IN_PART = 202;
const CONFLICT = 409;

/**
 * Stores objects (STOW-RS, PS3.18 10.5). An object counts as stored only where the answer names it, whatever the status says; one that the
 * PACS has already is stored, too. Rejects with AppError 'pacs-...' where there is no answer to go by: then nothing is known.
 */
export async function storeFiles(
  pacs: Pacs,
  files: readonly StoredFile[],
  signal?: AbortSignal,
): Promise<StoreOutcome> {
  const boundary = `ich-triage-${crypto.randomUUID()}`;
  const datasets = await ask(
    pacs,
    {
      path: 'studies',
      accept: 'application/dicom+json',
      body: {
        type: `multipart/related; type="application/dicom"; boundary=${boundary}`,
        blob: multipartOf(files, boundary),
      },
      deadlineMs: pacs.limits.studyMs,
      mostBytes: pacs.limits.listBytes,
      alsoRead: [ACCEPTED_IN_PART, CONFLICT],
    },
    datasetsOf,
    signal,
  );
  return outcomeOf(files, datasets);
}

function multipartOf(files: readonly StoredFile[], boundary: string): Blob {
  const head = `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`;
  return new Blob([...files.flatMap(({ bytes }) => [head, bytes, '\r\n']), `--${boundary}--\r\n`]);
}

function outcomeOf(files: readonly StoredFile[], datasets: readonly JsonDataset[]): StoreOutcome {
  const named = (sequence: string) =>
    new Map(
      datasets
        .flatMap((dataset) => itemsAt(dataset, sequence))
        .map((item) => [uidAt(item, TAGS.referencedSopInstanceUid), item] as const),
    );
  const taken = named(TAGS.referencedSopSequence);
  const refused = named(TAGS.failedSopSequence);
  const isStored = (uid: string) => taken.has(uid) && !refused.has(uid);
  const uids = files.map(({ sopInstanceUid }) => sopInstanceUid);
  return {
    stored: uids.filter(isStored),
    failed: uids
      .filter((uid) => !isStored(uid))
      .map((sopInstanceUid) => ({
        sopInstanceUid,
        reason: notStored(refused.get(sopInstanceUid)),
      })),
  };
}

/** In words, with the failure code of the PACS (PS3.18 table I.2-2), by which its administrator finds the cause. */
function notStored(item: JsonDataset | undefined): Reason {
  const code = item === undefined ? null : countAt(item, TAGS.failureReason);
  const text =
    item === undefined
      ? 'the PACS does not say that it stored it'
      : `the PACS did not store it (failure ${code === null ? 'not stated' : `${code.toString(16).toUpperCase().padStart(4, '0')}H`})`;
  return { code: 'pacs-not-stored', text };
}
