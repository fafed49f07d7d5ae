import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type AuditEntry, readEntry } from '#audit';

/** Where the entries of a log lie, under their numbers. All tabs of a browser have one. */
export interface AuditShelf {
  /** Whether what is put there outlives the tab. */
  readonly kept: boolean;
  /** The numbers of the first and the last entry, and the last as it can be read; null where there is none. */
  ends(): Promise<ShelfEnds | null>;
  at(seq: number): Promise<AuditEntry | null>;
  /** All that lies there, in order, readable or not. */
  all(): Promise<readonly unknown[]>;
  /**
   * Puts entries behind entry `after` (null: on an empty shelf), and takes those up to `cutTo` away (null: none); all of it or nothing.
   * false: another tab has put some there since, so that these would fork the chain.
   */
  append(
    entries: readonly AuditEntry[],
    after: number | null,
    cutTo: number | null,
  ): Promise<boolean>;
}

/** Both ends of what lies there. */
export interface ShelfEnds {
  readonly first: number;
  readonly last: number;
  readonly lastEntry: AuditEntry | null;
}

interface Schema extends DBSchema {
  /** By `seq`; `unknown` until it was read. */
  entries: { key: number; value: unknown };
}

const DB_NAME = 'ich-triage-audit';

/** A database that another version of the app holds, or a browser that does not answer, is waited for so long. */
const SILENT_MS = 5000;
/** Entries read at a time. */
const PAGE = 1000;

type Database = IDBPDatabase<Schema>;

function open(name: string, onGone: () => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    const silent = setTimeout(() => reject(new Error('no answer')), SILENT_MS);
    openDB<Schema>(name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('entries', { keyPath: 'seq' });
      },
      // Another tab wants to change or delete it: it would wait for ever.
      blocking: (_, __, event) => {
        (event.target as IDBDatabase).close();
        onGone();
      },
      terminated: onGone,
    })
      .then(resolve, reject)
      .finally(() => clearTimeout(silent));
  });
}

/** IndexedDB, in a database of its own that "Clear everything" leaves alone; memory where the browser refuses it. */
export async function browserShelf(name = DB_NAME): Promise<AuditShelf> {
  let db: Promise<Database> | null = null;
  const connection = (): Promise<Database> => {
    db ??= open(name, () => {
      db = null;
    });
    return db;
  };
  try {
    await connection();
  } catch {
    return memoryShelf();
  }
  return {
    kept: true,
    ends: async () => {
      const { store } = (await connection()).transaction('entries');
      const [first, last] = await Promise.all([
        store.openKeyCursor(),
        store.openCursor(null, 'prev'),
      ]);
      if (first === null || last === null) return null;
      return { first: first.key, last: last.key, lastEntry: readEntry(last.value) };
    },
    at: async (seq) => readEntry(await (await connection()).get('entries', seq)),
    all: async () => {
      const db = await connection();
      let entries: unknown[] = [];
      // In pages, which the screen hardly feels.
      for (let last = -1; ; ) {
        const { store } = db.transaction('entries');
        const range = IDBKeyRange.lowerBound(last, true);
        const [keys, page] = await Promise.all([
          store.getAllKeys(range, PAGE),
          store.getAll(range, PAGE),
        ]);
        const [first] = keys;
        if (first === undefined) return entries;
        // Another tab has cut off meanwhile what lies between: from the new beginning, then.
        entries = first === last + 1 ? [...entries, ...page] : page;
        last = keys.at(-1) ?? last;
      }
    },
    append: async (entries, after, cutTo) => {
      const { store, done } = (await connection()).transaction('entries', 'readwrite');
      // In one transaction, which no other tab's comes between.
      const last = await store.openKeyCursor(null, 'prev');
      const isBehind = (last?.key ?? null) === after;
      if (isBehind) {
        await Promise.all(entries.map((entry) => store.add(entry)));
        if (cutTo !== null) await store.delete(IDBKeyRange.upperBound(cutTo));
      }
      await done;
      return isBehind;
    },
  };
}

/** For tests, and for browsers that refuse IndexedDB: gone with the tab. */
export function memoryShelf(): AuditShelf {
  const entries = new Map<number, AuditEntry>();
  const keys = () => [...entries.keys()];
  return {
    kept: false,
    ends: async () => {
      const [first, last] = [keys()[0], keys().at(-1)];
      if (first === undefined || last === undefined) return null;
      return { first, last, lastEntry: entries.get(last) ?? null };
    },
    at: async (seq) => entries.get(seq) ?? null,
    all: async () => [...entries.values()],
    append: async (added, after, cutTo) => {
      if ((keys().at(-1) ?? null) !== after) return false;
      for (const entry of added) entries.set(entry.seq, entry);
      for (const key of keys()) if (cutTo !== null && key <= cutTo) entries.delete(key);
      return true;
    },
  };
}
