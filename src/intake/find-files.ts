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

/** Each file is a question to the browser's own process and waits for its turn there: so many are asked for ahead. */
const AHEAD = 32;

/** Places in their order, each with what it was asked for; null where it is no file. */
async function* asked<Place>(
  places: Iterable<Place> | AsyncIterable<Place>,
  ask: (place: Place) => Promise<Blob> | null,
): AsyncGenerator<readonly [Place, Promise<Blob> | null]> {
  const waiting: (readonly [Place, Promise<Blob> | null])[] = [];
  let broken: { readonly error: unknown } | null = null;
  try {
    for await (const place of places) {
      const file = ask(place);
      file?.catch(() => undefined); // Heard in its turn.
      waiting.push([place, file]);
      const first = waiting.length > AHEAD ? waiting.shift() : undefined;
      if (first !== undefined) yield first;
    }
  } catch (error) {
    broken = { error }; // What was found before comes out all the same.
  }
  yield* waiting;
  if (broken !== null) throw broken.error;
}

async function* entriesFiles(
  taken: readonly Taken[],
  signal?: AbortSignal,
): AsyncGenerator<Found<Blob>> {
  const ask = (one: Taken) => (one instanceof Blob || !one.isFile ? null : fileOf(one));
  for await (const [one, file] of asked(taken, ask)) {
    throwIfAborted(signal);
    if (one instanceof Blob) yield { path: one.name, blob: one };
    else yield* entryFiles(one, file, signal);
  }
}

async function* entryFiles(
  entry: DroppedEntry,
  file: Promise<Blob> | null,
  signal?: AbortSignal,
): AsyncGenerator<Found<Blob>> {
  const path = entry.fullPath.replace(/^\/+/, '');
  try {
    if (file !== null) {
      yield { path, blob: await file };
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
  const ask = (handle: PickedHandle) => (handle.kind === 'file' ? handle.getFile() : null);
  for await (const [handle, file] of asked(handles, ask)) {
    throwIfAborted(signal);
    const path = folder === '' ? handle.name : `${folder}/${handle.name}`;
    try {
      if (file !== null) yield { path, blob: await file };
      else if (handle.kind === 'directory') yield* handlesFiles(handle.values(), path, signal);
    } catch (error) {
      throwIfAborted(signal);
      yield unreadable(path, error);
    }
  }
}
