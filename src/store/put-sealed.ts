import type { IDBPDatabase } from 'idb';
import { isRecord } from '#base';
import { type KeptStore, keptReader } from './kept-readers.ts';
import type { Seal } from './seal.ts';

/** Members that name a study, a result, a series or a slice. */
const NAMING = new Set(['studyKey', 'analysisKey', 'seriesKey', 'sliceKey']);

/** The same record with all that names something sealed; what is empty stays so. */
async function sealed(value: unknown, seal: Seal): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((one) => sealed(one, seal)));
  if (!isRecord(value)) return value;
  const members = await Promise.all(
    Object.entries(value).map(async ([name, member]) => [
      name,
      NAMING.has(name) && typeof member === 'string' && member !== ''
        ? await seal.of(member)
        : await sealed(member, seal),
    ]),
  );
  return Object.fromEntries(members);
}

/** Puts records of format 1 away in the present format, under its seal, and deletes their old form. Gives whether there were any that can be read. */
export async function putSealed(
  open: IDBPDatabase<unknown>,
  name: KeptStore,
  old: readonly unknown[],
  seal: Seal,
): Promise<boolean> {
  const read = await keptReader(name);
  const made = await Promise.all(
    old.map(async (raw) => {
      const got = read(raw);
      return got.kind === 'current' ? [{ raw, fresh: await sealed(got.value, seal) }] : [];
    }),
  );
  if (made.length === 0) return false;
  const { store, done } = open.transaction(name, 'readwrite');
  const keyPath = String(store.keyPath);
  for (const { raw, fresh } of made.flat()) {
    const key = Reflect.get(Object(fresh), keyPath);
    // What this program wrote under the seal meanwhile is newer.
    if ((await store.get(key)) === undefined) await store.put(fresh);
    await store.delete(Reflect.get(Object(raw), keyPath));
  }
  await done;
  return true;
}
