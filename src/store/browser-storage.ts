import type { IDBPDatabase } from 'idb';
import { isRecord, upgrade } from '#base';
import type { WatchedHandle } from '#intake';
import { Blocked, type Connection, connected, type Database, DB_NAME } from './database.ts';
import type { Read } from './kept-formats.ts';
import { type KeptIn, type KeptStore, keptReader } from './kept-readers.ts';
import { NO_SEAL, newSealKey, sealWith } from './seal.ts';
import { sealOld } from './seal-old.ts';
import { sealedStorage } from './sealed-storage.ts';
import type { SetAside } from './set-aside.ts';
import {
  mergedSettings,
  movedAside,
  readableSettings,
  type Slots,
  settingsSetAside,
  slotOf,
} from './settings/slots.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings/state.ts';
import { type AppStorage, memoryStorage } from './storage.ts';
import type { KeptRow } from './worklist/kept-rows.ts';
import type { RowWriter } from './worklist/row-writer.ts';
import { SHIFT_UPGRADES } from './worklist/shift.ts';

/**
 * IndexedDB, or memory where the browser refuses it (private windows), an older tab blocks it, or a newer version of the program has
 * changed the database: the app works all the same, and {@link AppStorage.setAside} says so.
 */
export async function browserStorage(name = DB_NAME): Promise<AppStorage> {
  let lost = (): void => undefined;
  void keptReader('rows').catch(() => undefined); // On its way while the database opens; whoever needs it waits for it.
  const connection = connected(name, () => lost());
  try {
    return await sealing(connection, (listener) => {
      lost = listener;
    });
  } catch (error) {
    const newer = error instanceof DOMException && error.name === 'VersionError';
    const why = newer ? 'newer' : error instanceof Blocked ? 'blocked' : 'refused';
    return memoryStorage([{ what: 'storage', why, count: 1 }]);
  }
}

/** Where the key of the seals lies, among the settings. */
const SEAL_SLOT = 'seal key';

/** The key of this browser's seals, made at the first use; one for all tabs. */
async function sealKey(db: Database): Promise<CryptoKey> {
  const kept = await db.get('settings', SEAL_SLOT);
  if (kept instanceof CryptoKey) return kept;
  // Made before the transaction, which would end meanwhile: another tab's may lie there by then.
  const made = await newSealKey();
  const { store, done } = db.transaction('settings', 'readwrite');
  const there = await store.get(SEAL_SLOT);
  const key = there instanceof CryptoKey ? there : made;
  if (key === made) await store.put(made, SEAL_SLOT);
  await done;
  return key;
}

/**
 * The database behind seals; what earlier versions kept in clear is sealed first. "Clear everything" takes the key, too, and so does whoever
 * deletes the database from outside: the next is another.
 */
async function sealing(
  connection: Connection,
  whenLost: (listener: () => void) => void,
): Promise<AppStorage> {
  const newSeal = async () => sealWith(await sealKey(await connection()));
  const first = await newSeal();
  let seal = Promise.resolve(first);
  let tell = (): void => undefined;
  whenLost(() => {
    seal = newSeal().catch(() => first);
    tell();
  });
  const there = await sealOld((await connection()) as unknown as IDBPDatabase<unknown>, first);
  const storage = storageOf(connection, new Map(there));
  return sealedStorage(
    {
      ...storage,
      clear: async () => {
        await storage.clear();
        seal = Promise.resolve(await newSeal());
      },
      clearedElsewhere: async () => {
        await storage.clearedElsewhere();
        seal = Promise.resolve(await newSeal());
      },
      onLost: (listener) => {
        tell = listener;
      },
    },
    { of: async (text) => (await seal).of(text) },
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

const slotsOf = (db: Database): Promise<Slots> => slotsIn(db.transaction('settings').store);

/** All settings slots as one transaction sees them. */
async function slotsIn(store: {
  getAllKeys(): Promise<string[]>;
  getAll(): Promise<unknown[]>;
}): Promise<Slots> {
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return new Map(keys.map((key, at) => [key, values[at]]));
}

/** In one transaction: no other tab writes between the look and the write, and saves end in the order in which they began. */
async function saveSettings(
  db: Database,
  settings: Settings,
  changed?: readonly (keyof Settings)[],
): Promise<void> {
  const slot = slotOf(DEFAULT_SETTINGS.version);
  const { store, done } = db.transaction('settings', 'readwrite');
  const slots = await slotsIn(store);
  const aside = movedAside(slots, slot);
  if (aside !== null) await store.put(aside.raw, aside.slot);
  await store.put(mergedSettings(readableSettings(slots), settings, changed), slot);
  await done;
}

async function setAside(slots: Slots, kept: Kept): Promise<readonly SetAside[]> {
  const settings = settingsSetAside(slots);
  return [
    ...counted('study', await kept('rows')),
    ...counted('result', await kept('results')),
    ...counted('verdict', await kept('feedback')),
    ...counted('measurement', await kept('measurements')),
    ...(isNewerShift(slots.get('shift'))
      ? [{ what: 'shift', why: 'newer', count: 1 } as const]
      : []),
    ...(settings === null ? [] : [{ what: 'settings', why: settings, count: 1 } as const]),
  ];
}

const isNewerShift = (raw: unknown): boolean => upgrade(raw, SHIFT_UPGRADES).kind === 'newer';

/** A handle is an object of the browser's own: there is no other way to tell one than by what it can do. */
function readFolder(raw: unknown): WatchedHandle | null {
  const handle = isRecord(raw) && raw.version === 1 ? raw.handle : null;
  const isFolder =
    typeof handle === 'object' && handle !== null && Reflect.get(handle, 'kind') === 'directory';
  return isFolder ? (handle as WatchedHandle) : null;
}

/** All that a store holds, as it was read. */
type Kept = <Store extends KeptStore>(store: Store) => Promise<readonly Read<KeptIn[Store]>[]>;

/**
 * Every call on the database that is open then. `there` is what lay in it at the start, by its store: it is read from once for the lists and
 * the count of what is set aside, and forgotten with the count and with any write.
 */
const storageOf = (connection: Connection, there: Map<string, readonly unknown[]>): AppStorage => {
  const parsed = new Map<string, readonly Read<unknown>[]>();
  const kept = async <Store extends KeptStore>(
    store: Store,
  ): Promise<readonly Read<KeptIn[Store]>[]> => {
    const raw = there.get(store) ?? (await (await connection()).getAll(store));
    if (raw.length === 0) return [];
    const known = parsed.get(store) ?? raw.map(await keptReader(store));
    if (there.has(store)) parsed.set(store, known);
    return known as readonly Read<KeptIn[Store]>[];
  };
  const forget = (): void => {
    there.clear();
    parsed.clear();
  };
  /** What this tab read when it was opened, until it writes for the first time. */
  let atStart: readonly KeptRow[] | null = null;
  let writer: RowWriter | null = null;
  return {
    seal: NO_SEAL.of,
    settings: async () => readableSettings(await slotsOf(await connection())),
    saveSettings: async (settings, changed) => saveSettings(await connection(), settings, changed),
    shift: async () => (await connection()).get('settings', 'shift'),
    saveShift: async (shift) => {
      const db = await connection();
      if (!isNewerShift(await db.get('settings', 'shift'))) {
        await db.put('settings', shift, 'shift');
      }
    },
    rows: async () => {
      const rows = current(await kept('rows'));
      atStart ??= rows;
      return rows;
    },
    saveRows: async (rows) => {
      forget();
      const { putRows, rowWriter } = await import('./worklist/put-rows.ts');
      writer ??= rowWriter(atStart ?? []);
      atStart = [];
      return putRows(await connection(), writer, rows);
    },
    withholdNames: async () => {
      forget();
      const { withholdNames } = await import('./worklist/put-rows.ts');
      await withholdNames(await connection());
    },
    results: async () => current(await kept('results')),
    result: async (key) => {
      const raw = await (await connection()).get('results', key);
      if (raw === undefined) return null;
      const kept = (await keptReader('results'))(raw);
      return kept.kind === 'current' ? kept.value : null;
    },
    saveResult: async (value) => {
      forget();
      const { putResult } = await import('./put-records.ts');
      await putResult(await connection(), value);
    },
    verdicts: async () => current(await kept('feedback')),
    saveVerdicts: async (record) => {
      forget();
      const { putVerdicts } = await import('./verdicts/put-verdicts.ts');
      await putVerdicts(await connection(), record);
    },
    measurements: async () => current(await kept('measurements')),
    saveMeasurements: async (value) => {
      forget();
      const { putRecords } = await import('./put-records.ts');
      await putRecords(await connection(), 'measurements', [{ key: value.studyKey, value }]);
    },
    folder: async () => readFolder(await (await connection()).get('settings', 'folder')),
    saveFolder: async (handle) => {
      const db = await connection();
      if (handle === null) await db.delete('settings', 'folder');
      else await db.put('settings', { version: 1, handle }, 'folder');
    },
    setAside: async () => {
      const aside = await setAside(await slotsOf(await connection()), kept);
      forget();
      return aside;
    },
    clearedElsewhere: async () => {
      forget();
      writer?.forget();
    },
    clear: async () => {
      forget();
      writer?.forget();
      const db = await connection();
      const stores = ['results', 'feedback', 'settings', 'rows', 'measurements'] as const;
      await Promise.all(stores.map((store) => db.clear(store)));
    },
  };
};
