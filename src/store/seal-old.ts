import type { IDBPDatabase } from 'idb';
import { KEPT_STORES } from './kept-readers.ts';
import type { Seal } from './seal.ts';

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
    const { putSealed } = await import('./put-sealed.ts');
    if (await putSealed(open, name, old, seal)) all.set(name, await open.getAll(name));
  }
  return all;
}
