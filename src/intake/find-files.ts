import { messageOf, throwIfAborted } from '#base';
import type { DroppedEntry, Given, PickedHandle } from './dropped.ts';
import type { Found } from './source.ts';

const unreadable = (path: string, error: unknown): Found<Blob> => ({
  path,
  reason: { code: 'unreadable', text: `it cannot be read: ${messageOf(error)}` },
});

/**
 * Every file of what was given, folders recursively. A drop's entries are taken at once, before the first await: the
 * browser empties the transfer when the event handler returns.
 */
export function findFiles(given: Given, signal?: AbortSignal): AsyncGenerator<Found<Blob>> {
  switch (given.kind) {
    case 'drop':
      return entriesFiles(takeEntries(given.transfer.items), signal);
    case 'files':
      return listed(Array.from(given.files));
    default:
      return handlesFiles(given.handles, '', signal);
  }
}

type Taken = DroppedEntry | File;

const takeEntries = (items: Extract<Given, { kind: 'drop' }>['transfer']['items']): Taken[] =>
  Array.from(items).flatMap((item) => {
    const taken = item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? item.getAsFile()) : null;
    return taken === null ? [] : [taken];
  });

async function* listed(
  files: readonly (File & { readonly webkitRelativePath?: string })[],
): AsyncGenerator<Found<Blob>> {
  for (const file of files) yield { path: file.webkitRelativePath || file.name, blob: file };
}

async function* entriesFiles(
  taken: readonly Taken[],
  signal?: AbortSignal,
): AsyncGenerator<Found<Blob>> {
  for (const one of taken) {
    throwIfAborted(signal);
    if (one instanceof Blob) yield { path: one.name, blob: one };
    else yield* entryFiles(one, signal);
  }
}

async function* entryFiles(entry: DroppedEntry, signal?: AbortSignal): AsyncGenerator<Found<Blob>> {
  const path = entry.fullPath.replace(/^\/+/, '');
  try {
    if (entry.isFile) {
      yield { path, blob: await fileOf(entry) };
      return;
    }
    const reader = entry.createReader?.();
    // A reader gives a hundred entries at a time, and an empty list at the end.
    for (let some = await readSome(reader); some.length > 0; some = await readSome(reader)) {
      yield* entriesFiles(some, signal);
    }
  } catch (error) {
    throwIfAborted(signal);
    yield unreadable(path, error);
  }
}

const fileOf = (entry: DroppedEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    if (entry.file === undefined) reject(new Error('it is no file'));
    else entry.file(resolve, reject);
  });

const readSome = (
  reader: ReturnType<NonNullable<DroppedEntry['createReader']>> | undefined,
): Promise<readonly DroppedEntry[]> =>
  new Promise((resolve, reject) => {
    if (reader === undefined) resolve([]);
    else reader.readEntries(resolve, reject);
  });

async function* handlesFiles(
  handles: Iterable<PickedHandle> | AsyncIterable<PickedHandle>,
  folder: string,
  signal?: AbortSignal,
): AsyncGenerator<Found<Blob>> {
  for await (const handle of handles) {
    throwIfAborted(signal);
    const path = folder === '' ? handle.name : `${folder}/${handle.name}`;
    try {
      if (handle.kind === 'file') yield { path, blob: await handle.getFile() };
      else yield* handlesFiles(handle.values(), path, signal);
    } catch (error) {
      throwIfAborted(signal);
      yield unreadable(path, error);
    }
  }
}
