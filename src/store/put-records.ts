import type { Database } from './database.ts';
import { type KeptStore, keptReader } from './kept-readers.ts';
import type { KeptMeasurements } from './measurements/state.ts';
import type { KeptResult } from './storage.ts';

/** Writes records, but none in the place of a newer program's, nor of one that `isNewer` than ours: that one stays. */
export async function putRecords(
  db: Database,
  name: KeptStore,
  records: readonly {
    readonly key: string;
    readonly value: KeptResult | KeptMeasurements;
  }[],
  isNewer: (there: unknown) => boolean = () => false,
): Promise<void> {
  // Before the transaction, which would end meanwhile.
  const read = await keptReader(name);
  const { store, done } = db.transaction(name, 'readwrite');
  const putOne = async ({ key, value }: (typeof records)[number]) => {
    const there = await store.get(key);
    if (there === undefined || !(read(there).kind === 'newer' || isNewer(there)))
      await store.put(value);
  };
  await Promise.all([...records.map(putOne), done]);
}

/** Writes a result, but not over a newer one: another tab analyzed the same slices since this one was read, of files that may be others. */
export const putResult = (db: Database, value: KeptResult): Promise<void> =>
  putRecords(
    db,
    'results',
    [{ key: value.analysisKey, value }],
    (there) => Number((there as KeptResult).result?.finishedAt) > value.result.finishedAt,
  );
