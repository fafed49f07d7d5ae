import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Feedback } from './reading/feedback.ts';
import { type AppStorage, type KeptResult, memoryStorage } from './storage.ts';
import type { KeptRow } from './worklist/kept-rows.ts';

interface Schema extends DBSchema {
  results: { key: string; value: KeptResult };
  feedback: { key: string; value: Feedback };
  /** 'settings' and 'shift'. */
  settings: { key: string; value: unknown };
  /** Since version 2. */
  rows: { key: string; value: KeptRow };
}

const DB_NAME = 'ich-triage';
const DB_VERSION = 2;

/** IndexedDB, or memory where the browser refuses it (private windows): the app works all the same. */
export async function browserStorage(): Promise<AppStorage> {
  try {
    const db = await openDB<Schema>(DB_NAME, DB_VERSION, {
      upgrade: (fresh, oldVersion) => {
        if (oldVersion < 1) {
          fresh.createObjectStore('results', { keyPath: 'analysisKey' });
          fresh.createObjectStore('feedback', { keyPath: 'studyKey' });
          fresh.createObjectStore('settings');
        }
        if (oldVersion < 2) fresh.createObjectStore('rows', { keyPath: 'studyKey' });
      },
    });
    return storageOf(db);
  } catch {
    return memoryStorage();
  }
}

const storageOf = (db: IDBPDatabase<Schema>): AppStorage => ({
  settings: () => db.get('settings', 'settings'),
  saveSettings: async (settings) => {
    await db.put('settings', settings, 'settings');
  },
  shift: () => db.get('settings', 'shift'),
  saveShift: async (shift) => {
    await db.put('settings', shift, 'shift');
  },
  rows: async () => (await db.getAll('rows')).filter(({ version }) => version === 1),
  saveRows: async (rows) => {
    const writing = db.transaction('rows', 'readwrite');
    await Promise.all([...rows.map((row) => writing.store.put(row)), writing.done]);
  },
  results: async () => (await db.getAll('results')).filter(({ version }) => version === 1),
  result: async (key) => {
    const kept = await db.get('results', key);
    return kept?.version === 1 ? kept : null;
  },
  saveResult: async (result) => {
    await db.put('results', result);
  },
  feedback: async () => (await db.getAll('feedback')).filter(({ version }) => version === 1),
  saveFeedback: async (feedback) => {
    await db.put('feedback', feedback);
  },
  clear: async () => {
    const stores = ['results', 'feedback', 'settings', 'rows'] as const;
    await Promise.all(stores.map((store) => db.clear(store)));
  },
});
