import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ENGINE = fileURLToPath(new URL('.', import.meta.url));

/** Which files of the engine those of a wing import, tests and fixtures left out. */
function importsOf(wing: string): readonly (readonly [from: string, to: string])[] {
  return readdirSync(join(ENGINE, wing), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name))
    .flatMap((name) => {
      const file = join(ENGINE, wing, name);
      const imported = readFileSync(file, 'utf8').matchAll(
        /(?:from|import\(|new URL\()\s*'(\.[^']+)'/g,
      );
      return [...imported].map(
        ([, path = '']) =>
          [join(wing, name), relative(ENGINE, resolve(dirname(file), path))] as const,
      );
    });
}

describe('the wings of the engine', () => {
  it.each([
    ['graph', ['graph']],
    ['wasm', ['graph', 'wasm']],
    ['gpu', ['graph', 'gpu']],
  ])('%s stands on %j alone', (wing, allowed) => {
    const imports = importsOf(wing);
    expect(imports.length).toBeGreaterThan(10);
    const trespasses = imports.filter(([, to]) => !allowed.includes(to.split(/[\\/]/)[0] ?? ''));
    expect(trespasses).toEqual([]);
  });
});
