import { deleteDB, openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { ms } from '#base';
import { browserStorage } from './browser-storage.ts';
import measurements from './formats/measurements-v1.json';
import result from './formats/result-v1.json';
import row from './formats/row-v1.json';
import row5 from './formats/row-v5.json';
import verdict from './formats/verdict-v1.json';
import verdict3 from './formats/verdict-v3.json';
import { readResult, readRow, readVerdicts } from './kept-formats.ts';
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

  it('is read once at the start, and anew after that', async () => {
    const left = await leave('results', { ...result, version: 99 });
    let reads = 0;
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (...given) {
      if (this.name === 'results') reads += 1;
      return getAll.apply(this, given);
    };
    try {
      const storage = await browserStorage(name);
      await storage.rows();
      expect(await storage.results()).toEqual([]);
      const aside = [{ what: 'result', why: 'newer', count: 1 }];
      expect(await storage.setAside()).toEqual(aside);
      expect(reads).toBe(1);
      const db = await openDB(name);
      await db.clear('results');
      db.close();
      expect(await storage.setAside()).toEqual([]);
    } finally {
      IDBObjectStore.prototype.getAll = getAll;
      left.close();
    }
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

  it('of settings: a tab writes what it changed, beside what other tabs did', async () => {
    const [one, two] = [await browserStorage(name), await browserStorage(name)];
    await one.saveSettings(DEFAULT_SETTINGS);
    await one.saveSettings({ ...DEFAULT_SETTINGS, theme: 'light' }, ['theme']);
    await two.saveSettings({ ...DEFAULT_SETTINGS, capMinutes: 77 }, ['capMinutes']);
    expect(await one.settings()).toEqual({ ...DEFAULT_SETTINGS, theme: 'light', capMinutes: 77 });
  });

  it('of versions that kept identifiers is sealed at the first start, whole', async () => {
    const left = await leave('results', result);
    const db = await openDB(name);
    for (const [store, record] of Object.entries({ rows: row, feedback: verdict, measurements })) {
      await db.put(store, record);
    }
    const storage = await browserStorage(name);
    const kept = JSON.stringify([
      await db.getAll('rows'),
      await left.read(),
      await db.getAll('feedback'),
      await db.getAll('measurements'),
    ]);
    expect(kept).not.toMatch(/ID-7|A-5|1\.2\.3|00c0ffee|9f9f9f|20260314|CT head/);
    const studyKey = await storage.seal(row.studyKey);
    const analysisKey = await storage.seal(result.analysisKey);
    expect(await storage.rows()).toMatchObject([{ version: 6, studyKey, number: row.number }]);
    expect(await storage.result(analysisKey)).toMatchObject({ studyKey, analysisKey });
    expect(await storage.verdicts()).toMatchObject([
      { version: 3, studyKey, log: [{ verdict: { kind: 'disagree' }, analysisKey }] },
    ]);
    const [of] = await storage.measurements();
    expect(of?.measurements).toHaveLength(2);
    expect(of?.measurements[0]?.sliceKey).toBe(await storage.seal('1.2.3.1.12'));
    expect(await storage.setAside()).toEqual([]);
    left.close();
    db.close();
  });

  it('is sealed with a key that goes on over reloads, cannot be read out, and goes with everything', async () => {
    const first = await (await browserStorage(name)).seal('1.2.3');
    const again = await browserStorage(name);
    expect(await again.seal('1.2.3')).toBe(first);
    const other = await browserStorage(name);
    const db = await openDB(name);
    const key: CryptoKey = await db.get('settings', 'seal key');
    expect(key.extractable).toBe(false);
    await again.clear();
    expect(await again.seal('1.2.3')).not.toBe(first);
    expect(await (await browserStorage(name)).seal('1.2.3')).toBe(await again.seal('1.2.3'));
    // A tab that goes on keeps nothing under a key that is no more: nobody would find it again.
    await other.clearedElsewhere();
    expect(await other.seal('1.2.3')).toBe(await again.seal('1.2.3'));
    db.close();
  });

  it('in a database of a newer version: nothing is touched, nothing kept, and that is said', async () => {
    const db = await openDB(name, 99);
    const storage = await browserStorage(name);
    expect(await storage.setAside()).toEqual([{ what: 'storage', why: 'newer', count: 1 }]);
    await storage.saveSettings(DEFAULT_SETTINGS);
    expect(db.version).toBe(99);
    db.close();
  });

  it('and that is deleted from outside in mid-run is lost, is said so, and new things are kept again', async () => {
    const storage = await browserStorage(name);
    let lost = 0;
    storage.onLost?.(() => {
      lost += 1;
    });
    await storage.saveSettings({ ...DEFAULT_SETTINGS, theme: 'light' });
    await deleteDB(name); // Waits for ever for a tab that doesn't let go.
    expect(lost).toBe(1);
    expect(await storage.settings()).toBeNull();
    await storage.saveSettings({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(await storage.settings()).toMatchObject({ theme: 'dark' });
  });

  it('keeps the verdicts of two tabs that know nothing of each other, whoever writes last', async () => {
    const [one, other] = [await browserStorage(name), await browserStorage(name)];
    const mine = readVerdicts(verdict3);
    if (mine.kind !== 'current') throw new Error('no record');
    const [first, second, third] = mine.value.log;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('short');
    await one.saveVerdicts({ ...mine.value, log: [first, third] });
    await other.saveVerdicts({ ...mine.value, log: [first, second] });
    const [kept] = await one.verdicts();
    expect(kept?.log.map(({ at }) => at)).toEqual([first.at, second.at, third.at]);
    expect(await other.verdicts()).toHaveLength(1);
  });

  it('keeps what two tabs did that know nothing of each other, whoever writes last', async () => {
    const first = await browserStorage(name);
    const mine = readRow(row5);
    if (mine.kind !== 'current') throw new Error('no row');
    const { value } = mine;
    await first.saveRows([value]);
    const [one, other] = [await browserStorage(name), await browserStorage(name)];
    await Promise.all([one.rows(), other.rows()]);
    const done = { at: ms(1767225900000), by: 'AB' };
    expect(await one.saveRows([{ ...value, care: { ...value.care, done } }])).toEqual([null]);
    const grown = { ...value, slices: 'more', summary: { ...value.summary, sliceCount: 30 } };
    const [heard] = await other.saveRows([grown]);
    expect(heard?.care.done).toEqual(done);
    const pinned = { ...value, pin: { note: 'call', pinnedAt: ms(1767225950000) } };
    await Promise.all([one.saveRows([pinned]), other.saveRows([grown])]);
    expect(await first.rows()).toMatchObject([
      { revision: 5, care: { done: null }, pin: { note: 'call' }, summary: { sliceCount: 30 } },
    ]);
  });

  it('keeps the newer of two results of the same slices, whoever writes last', async () => {
    const [one, other] = [await browserStorage(name), await browserStorage(name)];
    const mine = readResult(result);
    if (mine.kind !== 'current') throw new Error('no result');
    const at = (finishedAt: number) => ({
      ...mine.value,
      result: { ...mine.value.result, finishedAt: ms(finishedAt) },
    });
    await one.saveResult(at(2000));
    await other.saveResult(at(1000));
    expect((await one.result(result.analysisKey))?.result.finishedAt).toBe(2000);
    await other.saveResult(at(3000));
    expect((await one.result(result.analysisKey))?.result.finishedAt).toBe(3000);
  });

  it('takes the names out of rows of all tabs, and of those that an old one still writes', async () => {
    const [one, stale] = [await browserStorage(name), await browserStorage(name)];
    const mine = readRow(row5);
    if (mine.kind !== 'current') throw new Error('no row');
    const { withheld: _, ...rest } = mine.value.summary;
    const named = { ...mine.value, summary: { ...rest, patientName: 'Doe' } };
    await stale.saveRows([named]);
    await one.withholdNames();
    expect(JSON.stringify(await one.rows())).not.toContain('Doe');
    await stale.saveRows([{ ...named, pin: { note: '', pinnedAt: ms(5) } }]);
    expect(JSON.stringify(await one.rows())).not.toContain('Doe');
    expect(await one.rows()).toMatchObject([{ pin: { pinnedAt: 5 } }]);
  });

  it('lets a newer version change it in mid-run, and fails from then on', async () => {
    const storage = await browserStorage(name);
    const newer = await openDB(name, 99);
    await expect(storage.saveSettings(DEFAULT_SETTINGS)).rejects.toMatchObject({
      name: 'VersionError',
    });
    newer.close();
  });

  it('in a database that an older tab holds: nothing is kept, and that is said instead of waiting for ever', async () => {
    const older = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => resolve(request.result);
    });
    const storage = await browserStorage(name);
    expect(await storage.setAside()).toEqual([{ what: 'storage', why: 'blocked', count: 1 }]);
    older.close();
  });
});
