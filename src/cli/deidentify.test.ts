import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { headSlice } from '../datasets/head-series.fixture.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('writes every image of a folder without its patient, and says what it left out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deidentify-'));
  try {
    const given = join(folder, 'MUELLER');
    mkdirSync(given);
    for (const index of [0, 1]) writeFileSync(join(given, `${index}.dcm`), headSlice(5, index));
    writeFileSync(join(given, 'notes.dcm'), 'no DICOM');
    const out = join(folder, 'out');
    const args = ['--import', 'tsx', 'src/cli/deidentify.ts', given, '--out', out];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toContain('notes.dcm: not a DICOM file');
    expect(stdout).toContain('2 files without their patient');
    expect(status).toBe(0);
    const files = readdirSync(out);
    expect(files).toHaveLength(2);
    for (const file of files) {
      expect(file).toMatch(/^2\.25\.\d+\.dcm$/);
      expect(readFileSync(join(out, file)).includes('SYNTHETIC-5')).toBe(false);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
