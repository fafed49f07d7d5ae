import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** What lies there was written by this program or another version of it: `unknown` until it was read. */
interface Schema extends DBSchema {
  results: { key: string; value: unknown };
  /** Verdicts, under the name of their first version. */
  feedback: { key: string; value: unknown };
  /** The settings, in places of their versions, 'shift', and 'folder', the handle of the one that is watched. */
  settings: { key: string; value: unknown };
  /** Since version 2. */
  rows: { key: string; value: unknown };
  /** Since version 3. */
  measurements: { key: string; value: unknown };
}

/** The name of the app's database. */
export const DB_NAME = 'ich-triage';
const DB_VERSION = 3;

/** An older tab that doesn't let go of the database is waited for so long, and any browser for its answer. */
const BLOCKED_MS = 3000;
const SILENT_MS = 15_000;

/** The open database. */
export type Database = IDBPDatabase<Schema>;

/** The database when it is open. */
export type Connection = () => Promise<Database>;

/** An older tab holds the database. */
export class Blocked extends Error {}

/** Opens the database; `onGone` hears that it was closed from outside, and whether it was deleted. */
function open(name: string, onGone: (deleted: boolean) => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    let given = false;
    const giveUp = (error: Error) => {
      given = true;
      reject(error);
    };
    const silent = setTimeout(() => giveUp(new Error('no answer')), SILENT_MS);
    openDB<Schema>(name, DB_VERSION, {
      upgrade: (fresh, oldVersion) => {
        if (oldVersion < 1) {
          fresh.createObjectStore('results', { keyPath: 'analysisKey' });
          fresh.createObjectStore('feedback', { keyPath: 'studyKey' });
          fresh.createObjectStore('settings');
        }
        if (oldVersion < 2) fresh.createObjectStore('rows', { keyPath: 'studyKey' });
        if (oldVersion < 3) fresh.createObjectStore('measurements', { keyPath: 'studyKey' });
      },
      blocked: () => setTimeout(() => giveUp(new Blocked('an older tab holds it')), BLOCKED_MS),
      // Another tab wants to change or delete it: it would wait for ever.
      blocking: (_, newVersion, event) => {
        (event.target as IDBDatabase).close();
        onGone(newVersion === null);
      },
      terminated: () => onGone(true),
    })
      .finally(() => clearTimeout(silent))
      .then((db) => {
        if (given) db.close();
        else resolve(db);
      }, reject);
  });
}

/** Opens the database, and again where it was closed from outside; `onLost` hears that it was deleted. */
export function connected(name: string, onLost: () => void): Connection {
  let db: Promise<Database> | null = null;
  const onGone = (deleted: boolean): void => {
    db = null;
    if (deleted) onLost();
  };
  return () => {
    db ??= open(name, onGone);
    return db;
  };
}
