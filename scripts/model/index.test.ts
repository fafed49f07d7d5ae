import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { trainedPackages } from '../../src/cli/compare/package-rows.ts';

const MODELS = join(import.meta.dirname, '../../models');
/** What all packages may weigh together, so that the app stays something to download. */
const MOST_BYTES = 40e6;

it('models/index.json names every trained package, and they weigh no more than 40 MB together', async () => {
  const { default: first, packages } = JSON.parse(
    await readFile(join(MODELS, 'index.json'), 'utf8'),
  );
  const trained = (await trainedPackages(MODELS)).map((folder) => folder.slice(MODELS.length + 1));
  expect(packages.toSorted()).toEqual(trained.toSorted());
  expect(packages).toContain(first);
  let bytes = 0;
  for (const entry of await readdir(MODELS, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await readFile(join(entry.parentPath, entry.name))).length;
  }
  expect(bytes).toBeLessThan(MOST_BYTES);
});
