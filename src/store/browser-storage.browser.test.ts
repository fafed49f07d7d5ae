import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { browserStorage } from './browser-storage.ts';
import result from './formats/result-v1.json';
import { readResult } from './kept-formats.ts';
import { DEFAULT_SETTINGS } from './settings/state.ts';

/** A database a test: one that is still open cannot be deleted. */
let name = '';
beforeEach(() => {
  name = `ich-triage-${crypto.randomUUID()}`;
});

/** What another version of the program left in this browser. */
async function leave(store: string, ...records: readonly unknown[]) {
  await browserStorage(name).then((made) => made.results());
  const db = await openDB(name);
  for (const record of records) {
    if (store === 'settings') await db.put(store, record, 'settings');
    else await db.put(store, record);
  }
  const read = () => db.getAll(store);
  return { read, close: () => db.close() };
}

describe('what the browser keeps', () => {
  it('by a newer version stays where it is, is not used and not overwritten, and is said', async () => {
    const newer = { ...result, version: 99 };
    const left = await leave('results', newer, { ...result, analysisKey: 'torn', result: null });
    const storage = await browserStorage(name);
    expect(await storage.results()).toEqual([]);
    expect(await storage.result(result.analysisKey)).toBeNull();
    expect(await storage.setAside()).toEqual([
      { what: 'result', why: 'newer', count: 1 },
      { what: 'result', why: 'unreadable', count: 1 },
    ]);
    const mine = readResult(result);
    if (mine.kind === 'current') await storage.saveResult(mine.value);
    expect(await left.read()).toContainEqual(newer);
    left.close();
  });

  it('of settings: a newer version’s are moved to a place of their own before ours are written', async () => {
    const newer = { version: 99, theme: 'sepia' };
    const left = await leave('settings', newer);
    const storage = await browserStorage(name);
    expect(await storage.settings()).toBeNull();
    await storage.saveSettings({ ...DEFAULT_SETTINGS, theme: 'light' });
    expect(await storage.settings()).toMatchObject({ version: 1, theme: 'light' });
    expect(await left.read()).toContainEqual(newer);
    expect(await storage.setAside()).toEqual([{ what: 'settings', why: 'newer', count: 1 }]);
    left.close();
  });

  it('in a database of a newer version: nothing is touched, nothing kept, and that is said', async () => {
    const db = await openDB(name, 99);
    const storage = await browserStorage(name);
    expect(await storage.setAside()).toEqual([{ what: 'storage', why: 'newer', count: 1 }]);
    await storage.saveSettings(DEFAULT_SETTINGS);
    expect(db.version).toBe(99);
    db.close();
  });
});
