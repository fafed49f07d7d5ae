import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { isAllowed } from '../scripts/release/licenses.ts';
import { buildInto, differences } from '../scripts/release/reproduce.ts';
import { START_LIMIT_KB, startSize } from '../scripts/release/start-size.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const shipped = (path: string) => readFileSync(join(DIST, path), 'utf8');

interface Layer {
  readonly uses: readonly string[];
  readonly packages: readonly string[];
}

/** Packages that the app's layers may import, by layers.json: another list than that of the bundler's modules. */
function packagesOfTheApp(): readonly string[] {
  const layers = JSON.parse(readFileSync(join(ROOT, 'layers.json'), 'utf8')) as Readonly<
    Record<string, Layer>
  >;
  const reached = new Set(['app']);
  for (const name of reached) for (const used of layers[name]?.uses ?? []) reached.add(used);
  return [...new Set([...reached].flatMap((name) => layers[name]?.packages ?? []))].sort();
}

test('the JavaScript of the start keeps to its budget', () => {
  const scripts = startSize(DIST);
  expect(scripts.length).toBeGreaterThan(1);
  const total = scripts.reduce((sum, { kb }) => sum + kb, 0);
  expect(total, `of ${JSON.stringify(scripts)}`).toBeLessThan(START_LIMIT_KB);
  expect(total, 'or it was not counted').toBeGreaterThan(60);
});

test('everything by others that ships is named with its license text, and no license is outside the list', () => {
  const notices = shipped('THIRD_PARTY_NOTICES.txt');
  const names = packagesOfTheApp();
  expect(names.length).toBeGreaterThan(10);
  for (const name of [...names, 'OpenJPEG', 'CharLS', 'OpenJPH', 'XNNPACK', 'scheduler']) {
    const section = notices.split('='.repeat(78)).findIndex((text) => text.startsWith(`\n${name}`));
    expect(section, name).toBeGreaterThan(0);
    const text = notices.split('='.repeat(78))[section + 1] ?? '';
    expect(text, name).toMatch(/copyright/i);
    expect(text.length, name).toBeGreaterThan(600);
  }
  const licenses = [...notices.matchAll(/^License: (.*)$/gm)].map(([, license]) => license ?? '');
  expect(licenses.length).toBeGreaterThan(names.length);
  expect(licenses.filter((license) => !isAllowed(license))).toEqual([]);
  expect(notices, 'the weights carry the attribution of their data').toContain('Hssayeni M');
});

test('the bill of materials names the same, with the hashes of the lock file', () => {
  const bill = JSON.parse(shipped('sbom.cdx.json'));
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  const components: readonly { readonly name: string; readonly hashes?: readonly unknown[] }[] =
    bill.components;
  const named = components.map(({ name }) => name);
  expect(packagesOfTheApp().filter((name) => !named.includes(name))).toEqual([]);
  const refs = new Set(components.map((one) => Reflect.get(one, 'bom-ref')));
  expect(refs.size).toBe(components.length);
  expect(components.find(({ name }) => name === 'react')?.hashes).toEqual([
    { alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) },
  ]);
});

test('a second build of the same sources has the same bytes', () => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'ich-again-'));
  try {
    buildInto(folder, { ...process.env, NODE_ENV: 'development' }); // Of no shell's doing.
    expect(differences(DIST, folder)).toEqual([]);
    const hash = (at: string) =>
      createHash('sha256')
        .update(readFileSync(join(at, 'sw.js')))
        .digest('hex');
    expect(hash(folder), 'and sw.js, which lists the hashes of all').toBe(hash(DIST));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
