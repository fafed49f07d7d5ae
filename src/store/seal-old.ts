import type { IDBPDatabase } from 'idb';
import { isRecord } from '#base';
import { KEPT_STORES, keptReader } from './kept-readers.ts';
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

const isOld = (raw: unknown): boolean => Reflect.get(Object(raw), 'version') === 1;

/**
 * Takes identifiers out of what versions of the program before seals kept: each record of format 1 is put away in the present format,
 * under its seal, and its old form is deleted. One that cannot be read is left and told of, as ever. Gives all that lies there then, by its
 * store: whoever wants it at the start need not read it again.
 */
export async function sealOld(
  open: IDBPDatabase<unknown>,
  seal: Seal,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const all = new Map<string, readonly unknown[]>();
  for (const name of KEPT_STORES) {
    const there = await open.getAll(name);
    all.set(name, there);
    const old = there.filter(isOld);
    if (old.length === 0) continue;
    const read = await keptReader(name);
    const made = await Promise.all(
      old.map(async (raw) => {
        const got = read(raw);
        return got.kind === 'current' ? [{ raw, fresh: await sealed(got.value, seal) }] : [];
      }),
    );
    if (made.length === 0) continue;
    const { store, done } = open.transaction(name, 'readwrite');
    const keyPath = String(store.keyPath);
    for (const { raw, fresh } of made.flat()) {
      const key = Reflect.get(Object(fresh), keyPath);
      // What this program wrote under the seal meanwhile is newer.
      if ((await store.get(key)) === undefined) await store.put(fresh);
      await store.delete(Reflect.get(Object(raw), keyPath));
    }
    await done;
    all.set(name, await open.getAll(name));
  }
  return all;
}
