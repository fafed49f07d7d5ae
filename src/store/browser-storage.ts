import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { upgrade } from '#base';
import { type Read, readFeedback, readMeasurements, readResult, readRow } from './kept-formats.ts';
import type { KeptMeasurements } from './measurements/state.ts';
import type { Feedback } from './reading/feedback.ts';
import { NO_SEAL, newSealKey, sealWith } from './seal.ts';
import { sealOld } from './seal-old.ts';
import { sealedStorage } from './sealed-storage.ts';
import type { SetAside } from './set-aside.ts';
import {
  movedAside,
  readableSettings,
  type Slots,
  settingsSetAside,
  slotOf,
} from './settings/slots.ts';
import { DEFAULT_SETTINGS } from './settings/state.ts';
import { type AppStorage, type KeptResult, memoryStorage } from './storage.ts';
import type { KeptRow } from './worklist/kept-rows.ts';
import { SHIFT_UPGRADES } from './worklist/shift.ts';

/** What lies there was written by this program or another version of it: `unknown` until it was read. */
interface Schema extends DBSchema {
  results: { key: string; value: unknown };
  feedback: { key: string; value: unknown };
  /** The settings, in places of their versions, and 'shift'. */
  settings: { key: string; value: unknown };
  /** Since version 2. */
  rows: { key: string; value: unknown };
  /** Since version 3. */
  measurements: { key: string; value: unknown };
}

const DB_NAME = 'ich-triage';
const DB_VERSION = 3;

/**
 * IndexedDB, or memory where the browser refuses it (private windows) or a newer version of the program has changed the
 * database: the app works all the same, and {@link AppStorage.setAside} says so.
 */
export async function browserStorage(name = DB_NAME): Promise<AppStorage> {
  try {
    const db = await openDB<Schema>(name, DB_VERSION, {
      upgrade: (fresh, oldVersion) => {
        if (oldVersion < 1) {
          fresh.createObjectStore('results', { keyPath: 'analysisKey' });
          fresh.createObjectStore('feedback', { keyPath: 'studyKey' });
          fresh.createObjectStore('settings');
        }
        if (oldVersion < 2) fresh.createObjectStore('rows', { keyPath: 'studyKey' });
        if (oldVersion < 3) fresh.createObjectStore('measurements', { keyPath: 'studyKey' });
      },
    });
    return await sealing(db);
  } catch (error) {
    const newer = error instanceof DOMException && error.name === 'VersionError';
    return memoryStorage([{ what: 'storage', why: newer ? 'newer' : 'refused', count: 1 }]);
  }
}

/** Where the key of the seals lies, among the settings. */
const SEAL_SLOT = 'seal key';

/** The key of this browser's seals, made at the first use; one for all tabs. */
async function sealKey(db: IDBPDatabase<Schema>): Promise<CryptoKey> {
  const made = await newSealKey();
  const { store, done } = db.transaction('settings', 'readwrite');
  const there = await store.get(SEAL_SLOT);
  const key = there instanceof CryptoKey ? there : made;
  if (key === made) await store.put(made, SEAL_SLOT);
  await done;
  return key;
}

/** The database behind seals; what earlier versions kept in clear is sealed first. "Clear everything" takes the key, too: the next is another. */
async function sealing(db: IDBPDatabase<Schema>): Promise<AppStorage> {
  let seal = sealWith(await sealKey(db));
  await sealOld(db as unknown as IDBPDatabase<unknown>, seal);
  const storage = storageOf(db);
  return sealedStorage(
    {
      ...storage,
      clear: async () => {
        await storage.clear();
        seal = sealWith(await sealKey(db));
      },
    },
    { of: (text) => seal.of(text) },
  );
}

const current = <Value>(all: readonly Read<Value>[]): readonly Value[] =>
  all.flatMap((one) => (one.kind === 'current' ? [one.value] : []));

function counted(what: SetAside['what'], all: readonly Read<unknown>[]): readonly SetAside[] {
  return (['newer', 'unreadable'] as const).flatMap((why) => {
    const count = all.filter(({ kind }) => kind === why).length;
    return count === 0 ? [] : [{ what, why, count }];
  });
}

const slotsOf = (db: IDBPDatabase<Schema>): Promise<Slots> =>
  slotsIn(db.transaction('settings').store);

/** All settings slots as one transaction sees them. */
async function slotsIn(store: {
  getAllKeys(): Promise<string[]>;
  getAll(): Promise<unknown[]>;
}): Promise<Slots> {
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return new Map(keys.map((key, at) => [key, values[at]]));
}

/** Writes records, but none in the place of a newer program's: that one stays. */
async function put(
  db: IDBPDatabase<Schema>,
  name: 'results' | 'feedback' | 'rows' | 'measurements',
  records: readonly {
    readonly key: string;
    readonly value: KeptResult | Feedback | KeptRow | KeptMeasurements;
  }[],
  read: (raw: unknown) => Read<unknown>,
): Promise<void> {
  const { store, done } = db.transaction(name, 'readwrite');
  const putOne = async ({ key, value }: (typeof records)[number]) => {
    const there = await store.get(key);
    if (there === undefined || read(there).kind !== 'newer') await store.put(value);
  };
  await Promise.all([...records.map(putOne), done]);
}

/** In one transaction: no other tab writes between the look and the write, and saves end in the order in which they began. */
async function saveSettings(db: IDBPDatabase<Schema>, settings: unknown): Promise<void> {
  const slot = slotOf(DEFAULT_SETTINGS.version);
  const { store, done } = db.transaction('settings', 'readwrite');
  const aside = movedAside(await slotsIn(store), slot);
  if (aside !== null) await store.put(aside.raw, aside.slot);
  await store.put(settings, slot);
  await done;
}

async function setAside(db: IDBPDatabase<Schema>): Promise<readonly SetAside[]> {
  const slots = await slotsOf(db);
  const settings = settingsSetAside(slots);
  return [
    ...counted('study', (await db.getAll('rows')).map(readRow)),
    ...counted('result', (await db.getAll('results')).map(readResult)),
    ...counted('verdict', (await db.getAll('feedback')).map(readFeedback)),
    ...counted('measurement', (await db.getAll('measurements')).map(readMeasurements)),
    ...(isNewerShift(slots.get('shift'))
      ? [{ what: 'shift', why: 'newer', count: 1 } as const]
      : []),
    ...(settings === null ? [] : [{ what: 'settings', why: settings, count: 1 } as const]),
  ];
}

const isNewerShift = (raw: unknown): boolean => upgrade(raw, SHIFT_UPGRADES).kind === 'newer';

const storageOf = (db: IDBPDatabase<Schema>): AppStorage => ({
  seal: NO_SEAL.of,
  settings: async () => readableSettings(await slotsOf(db)),
  saveSettings: (settings) => saveSettings(db, settings),
  shift: () => db.get('settings', 'shift'),
  saveShift: async (shift) => {
    if (!isNewerShift(await db.get('settings', 'shift'))) await db.put('settings', shift, 'shift');
  },
  rows: async () => current((await db.getAll('rows')).map(readRow)),
  saveRows: (rows) =>
    put(
      db,
      'rows',
      rows.map((value) => ({ key: value.studyKey, value })),
      readRow,
    ),
  results: async () => current((await db.getAll('results')).map(readResult)),
  result: async (key) => {
    const kept = readResult(await db.get('results', key));
    return kept.kind === 'current' ? kept.value : null;
  },
  saveResult: (value) => put(db, 'results', [{ key: value.analysisKey, value }], readResult),
  feedback: async () => current((await db.getAll('feedback')).map(readFeedback)),
  saveFeedback: (value) => put(db, 'feedback', [{ key: value.studyKey, value }], readFeedback),
  measurements: async () => current((await db.getAll('measurements')).map(readMeasurements)),
  saveMeasurements: (value) =>
    put(db, 'measurements', [{ key: value.studyKey, value }], readMeasurements),
  setAside: () => setAside(db),
  clear: async () => {
    const stores = ['results', 'feedback', 'settings', 'rows', 'measurements'] as const;
    await Promise.all(stores.map((store) => db.clear(store)));
  },
});
