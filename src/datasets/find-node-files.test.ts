import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findNodeFiles } from './find-node-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function walked() {
  const lines: string[] = [];
  for await (const one of findNodeFiles([folder])) {
    const name = one.path.slice(folder.length + 1);
    if ('reason' in one) lines.push(`${name}: ${one.reason.code}`);
    else lines.push(`${name}: ${new TextDecoder().decode(await one.blob.slice().arrayBuffer())}`);
  }
  return lines;
}

// Windows and macOS have Unicode names alone.
it.runIf(process.platform === 'linux')(
  'reads files and folders whose names are no UTF-8',
  async () => {
    const raw = (...parts: string[]) => Buffer.from(join(folder, ...parts), 'latin1');
    mkdirSync(raw('M\xfcller'));
    writeFileSync(raw('M\xfcller', 'B\xe4r.dcm'), 'one');
    writeFileSync(raw('\xe9'), 'two');
    writeFileSync(join(folder, 'ä'), 'three');
    expect(await walked()).toEqual(['Müller/Bär.dcm: one', 'ä: three', 'é: two']);
  },
);

it('says of links that they are not read', async () => {
  writeFileSync(join(folder, 'a'), 'one');
  symlinkSync(join(folder, 'a'), join(folder, 'b'));
  expect(await walked()).toEqual(['a: one', 'b: not-a-file']);
});
