import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Kept<T> {
  readonly key: string;
  readonly result: T;
}

/** What parts of an earlier run came to, by name; each stands only for the same sources and the same command. */
export interface KeptParts {
  take<T>(name: string, command: readonly string[]): T | null;
  put<T>(name: string, command: readonly string[], result: T): void;
}

/** Keeps results in a folder. `sources` tells the state of all sources; null, where nothing can tell it: then none is taken. */
export function keptParts(folder: string, sources: string | null): KeptParts {
  const pathOf = (name: string) => join(folder, `${name.replace(/\W+/g, '-')}.json`);
  const keyOf = (command: readonly string[]) =>
    createHash('sha256')
      .update(JSON.stringify([sources, command]))
      .digest('hex');
  return {
    take: <T>(name: string, command: readonly string[]) => {
      const path = pathOf(name);
      if (sources === null || !existsSync(path)) return null;
      const { key, result } = JSON.parse(readFileSync(path, 'utf8')) as Kept<T>;
      return key === keyOf(command) ? result : null;
    },
    put: (name, command, result) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(pathOf(name), `${JSON.stringify({ key: keyOf(command), result })}\n`);
    },
  };
}
