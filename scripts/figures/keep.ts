import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '#base';
import { writeWhole } from '../../src/cli/write-whole.ts';

/** A word for everything that work depends on; work under another one is not taken. */
export const stateOf = (...parts: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * What was done once is done: gives what an earlier run left in `folder` under the same `state`, or does the work and leaves it. A run that was broken off
 * goes on behind the last work that it finished. `state` null: nothing is taken and nothing left.
 */
export function keeper(folder: string, state: string | null) {
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if (state === null) return work();
    const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => '{}');
    const left: unknown = JSON.parse(text);
    if (isRecord(left) && left.state === state) return left.value as T;
    const value = await work();
    await writeWhole(folder, `${name}.json`, JSON.stringify({ state, value }));
    return value;
  };
}
