import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listRelease } from './list-release.ts';

let folder: string;
const put = (path: string, text: string) => writeFileSync(join(folder, path), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ich-list-'));
  mkdirSync(join(folder, 'samples'));
  put('index.html', 'abc');
  put('samples/index.json', '{}');
  put('samples/a.zip', '');
  put('_headers', '/*');
  mkdirSync(join(folder, 'dicom-web'));
  put('dicom-web/site.json', '{}');
  put('sw.js', '');
});

afterEach(() => rmSync(folder, { recursive: true }));

it('lists every file with its SHA-256, the samples for later, and neither itself nor what the host reads', () => {
  const { files, later } = listRelease(folder, '1.2.3');
  expect(Object.keys(files)).toEqual(['index.html', 'samples/a.zip', 'samples/index.json']);
  // FIPS 180-2, appendix B.1.
  expect(files['index.html']).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  expect(later).toEqual(['samples/a.zip']);
});

it('has a version that changes with any byte, and with nothing else', () => {
  const { version } = listRelease(folder, '1.2.3');
  expect(version).toMatch(/^1\.2\.3\+[0-9a-f]{12}$/);
  put('sw.js', 'another');
  expect(listRelease(folder, '1.2.3').version).toBe(version);
  put('samples/a.zip', 'x');
  expect(listRelease(folder, '1.2.3').version).not.toBe(version);
});
