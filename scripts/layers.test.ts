import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Project {
  readonly references?: readonly { readonly path: string }[];
}

const layers = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

function allowedFrom(layer: string): ReadonlySet<string> {
  const project = JSON.parse(readFileSync(join(ROOT, `tsconfig/${layer}.json`), 'utf8')) as Project;
  return new Set(
    (project.references ?? []).map(({ path }) => path.replace(/^\.\/(.*)\.json$/, '$1')),
  );
}

function sourcesOf(layer: string): readonly string[] {
  return readdirSync(join(ROOT, 'src', layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(ROOT, 'src', layer, name));
}

describe('layers', () => {
  it('import only the layers that their compiler project references', () => {
    const trespasses: string[] = [];
    let filesSeen = 0;
    for (const layer of layers) {
      const allowed = allowedFrom(layer);
      for (const file of sourcesOf(layer)) {
        filesSeen += 1;
        for (const [, door = ''] of readFileSync(file, 'utf8').matchAll(/from '#([\w-]+)/g)) {
          if (!allowed.has(door)) trespasses.push(`${file.slice(ROOT.length)} imports #${door}`);
        }
      }
    }
    expect(trespasses).toEqual([]);
    expect(filesSeen).toBeGreaterThan(50);
  });

  it('form no cycle', () => {
    const visiting = new Set<string>();
    const done = new Set<string>();
    const visit = (layer: string): void => {
      expect(visiting.has(layer), `cycle through ${layer}`).toBe(false);
      if (done.has(layer)) return;
      visiting.add(layer);
      for (const next of allowedFrom(layer)) visit(next);
      visiting.delete(layer);
      done.add(layer);
    };
    for (const layer of layers) visit(layer);
    expect(done.size).toBeGreaterThan(10);
  });

  it('each say in a README what they own', () => {
    const bare = layers.filter(
      (layer) => !readdirSync(join(ROOT, 'src', layer)).includes('README.md'),
    );
    expect(bare).toEqual([]);
  });
});
