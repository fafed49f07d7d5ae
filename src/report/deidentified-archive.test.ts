import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { headSlice } from '../datasets/head-series.fixture.ts';
import { deidentifiedArchive } from './deidentified-archive.ts';

it('holds every file that could be made under a name of no patient, and says which could not', async () => {
  const files = [0, 1, 2].map((index) => new Blob([new Uint8Array(headSlice(7, index))]));
  const made = await deidentifiedArchive([...files, new Blob(['no DICOM'])]);
  expect(made).toMatchObject({ count: 3, left: [{ code: 'not-dicom' }], warnings: [] });
  const bytes = new Uint8Array((await made.zip?.arrayBuffer()) ?? []);
  expect(Buffer.from(bytes).includes('SYNTHETIC-7')).toBe(false);
  const entries = Object.entries(unzipSync(bytes));
  expect(entries).toHaveLength(3);
  for (const [name, file] of entries) {
    expect(name).toMatch(/^2\.25\.\d+\.dcm$/);
    expect(Buffer.from(file).includes('1.2.3.7')).toBe(false);
    expect(Buffer.from(file).includes('PATIENT-1')).toBe(true);
  }
});

it('is none where no file could be made', async () => {
  expect(await deidentifiedArchive([new Blob(['x'])])).toMatchObject({ zip: null, count: 0 });
});
