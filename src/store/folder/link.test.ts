import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Source, SourceEvent, WatchedHandle } from '#intake';
import type { TakeHow } from '../intake/intake-run.ts';
import { openFolderLink } from './link.ts';
import { createFolderStore } from './state.ts';

const POLL_MS = 2000;

/** A folder whose files, leave and presence a test changes. */
function aFolder() {
  const files = new Map<string, File>();
  const folder = { leave: 'granted', isThere: true, asked: 0, answer: 'granted' };
  const put = (name: string, text: string, lastModified: number) =>
    files.set(name, new File([text], name, { lastModified }));
  const handle: WatchedHandle = {
    kind: 'directory',
    name: 'export',
    queryPermission: async () => folder.leave,
    requestPermission: async () => {
      folder.asked += 1;
      folder.leave = folder.answer;
      return folder.answer;
    },
    async *values() {
      if (!folder.isThere) throw new DOMException('gone', 'NotFoundError');
      for (const [name, file] of files) {
        yield { kind: 'file' as const, name, getFile: async () => file };
      }
    },
  };
  return { files, folder, put, handle };
}

/** A link whose reading ends as `outcome` says. */
function setup(outcome: (source: Source, how: TakeHow) => void = () => undefined) {
  const folder = aFolder();
  const store = createFolderStore();
  const given: string[] = [];
  const lost: string[] = [];
  const idOf = new Map<string, string>();
  const folders = new Set<string>();
  const link = openFolderLink(store, folder.handle, {
    give: async (events: AsyncIterable<SourceEvent>, _signal, how) => {
      for await (const event of events) {
        if (event.kind === 'skipped') continue;
        for (const source of event.sources) {
          given.push(source.path);
          folders.add(source.folder);
          idOf.set(source.path, source.sourceId);
          outcome(source, how);
        }
      }
    },
    lost: (ids) => lost.push(...ids),
    now: () => Date.now(),
  });
  const look = () => vi.advanceTimersByTimeAsync(POLL_MS);
  return { ...folder, store, given, lost, idOf, folders, link, look };
}

describe('the link to a watched folder', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reads what stood still over two looks, and what arrives', async () => {
    const { link, look, put, given, folders, store } = setup();
    put('1.dcm', 'abc', 1);
    await link.goOn();
    await vi.advanceTimersByTimeAsync(0);
    expect(given).toEqual([]);
    expect(store.getState()).toMatchObject({ phase: 'watching', name: 'export', waiting: 1 });
    await look();
    expect(given).toEqual(['export/1.dcm']);
    put('2.dcm', 'a', 1);
    await look();
    put('2.dcm', 'abcd', 2);
    await look();
    expect(given).toHaveLength(1);
    expect(store.getState()).toMatchObject({ waiting: 1, taken: 1 });
    await look();
    expect(given).toEqual(['export/1.dcm', 'export/2.dcm']);
    // One study of files without UIDs, though they came one after the other.
    expect(folders.size).toBe(1);
    expect(store.getState()).toMatchObject({ waiting: 0, taken: 2, problem: null });
    link.leave();
    put('3.dcm', 'abcd', 2);
    await look();
    await look();
    expect(given).toHaveLength(2);
    expect(store.getState()).toMatchObject({ phase: 'off', name: null });
  });

  it('gives up what changed and what is gone, says so, and reads anew what changed', async () => {
    const { link, look, put, files, given, lost, idOf, store } = setup();
    put('1.dcm', 'abc', 1);
    put('2.dcm', 'abc', 1);
    await link.goOn();
    await look();
    const [one, two] = [idOf.get('export/1.dcm'), idOf.get('export/2.dcm')];
    put('1.dcm', 'abcdef', 2);
    files.delete('2.dcm');
    await look();
    expect(lost).toEqual([one, two]);
    expect(store.getState()).toMatchObject({ changed: 1, gone: 1, waiting: 1 });
    await look();
    expect(given.filter((path) => path === 'export/1.dcm')).toHaveLength(2);
  });

  it('tries a file again whose bytes were not to be had, three times, and leaves it out after the last', async () => {
    const again: (boolean | undefined)[] = [];
    const { link, look, put, given, store } = setup((source, how) =>
      again.push(how.triesAgain?.(source.sourceId, { code: 'source-gone', text: '' })),
    );
    put('1.dcm', 'abc', 1);
    await link.goOn();
    for (let count = 0; count < 8; count += 1) await look();
    expect(again).toEqual([true, true, false]);
    expect(given).toHaveLength(3);
    expect(store.getState().taken).toBe(0);
  });

  it('does not try again what is no DICOM', async () => {
    const again: (boolean | undefined)[] = [];
    const { link, look, put } = setup((source, how) =>
      again.push(how.triesAgain?.(source.sourceId, { code: 'not-dicom', text: '' })),
    );
    put('notes', 'abc', 1);
    await link.goOn();
    for (let count = 0; count < 5; count += 1) await look();
    expect(again).toEqual([false]);
  });

  it('says that the folder is not there, and goes on when it is again; nothing of it counts as removed', async () => {
    const { link, look, put, folder, given, store } = setup();
    put('1.dcm', 'abc', 1);
    await link.goOn();
    await look();
    folder.isThere = false;
    await look();
    expect(store.getState()).toMatchObject({
      phase: 'watching',
      problem: { code: 'folder-unreadable' },
    });
    folder.isThere = true;
    put('2.dcm', 'abc', 1);
    await look();
    await look();
    expect(store.getState()).toMatchObject({ problem: null, gone: 0 });
    expect(given).toEqual(['export/1.dcm', 'export/2.dcm']);
  });

  it('says that leave was taken back, and goes on after a click that gives it', async () => {
    const { link, look, put, folder, given, store } = setup();
    await link.goOn();
    await look();
    folder.leave = 'prompt';
    await look();
    expect(store.getState()).toMatchObject({ phase: 'asks', problem: { code: 'folder-refused' } });
    folder.answer = 'denied';
    await link.ask();
    expect(store.getState().phase).toBe('asks');
    folder.answer = 'granted';
    await link.ask();
    put('1.dcm', 'abc', 1);
    await look();
    await look();
    expect(store.getState()).toMatchObject({ phase: 'watching', problem: null });
    expect(given).toEqual(['export/1.dcm']);
  });

  it('waits for a click after a reload, where the browser wants one', async () => {
    const { link, look, put, folder, given, store } = setup();
    put('1.dcm', 'abc', 1);
    folder.leave = 'prompt';
    await link.goOn();
    await look();
    await look();
    expect(store.getState()).toMatchObject({ phase: 'asks', name: 'export', problem: null });
    expect(given).toEqual([]);
    expect(folder.asked).toBe(0);
    await link.ask();
    await look();
    expect(given).toEqual(['export/1.dcm']);
  });
});
