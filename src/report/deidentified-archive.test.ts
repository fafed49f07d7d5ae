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

it('holds what is there where a file is gone, and every copy of an instance under a name of its own', async () => {
  const [one, other] = [0, 1].map((index) => new Blob([new Uint8Array(headSlice(7, index))]));
  if (one === undefined || other === undefined) throw new Error('two slices');
  const gone = { arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) };
  const made = await deidentifiedArchive([one, gone, other, one]);
  expect(made).toMatchObject({ count: 3, left: [{ code: 'source-gone' }] });
  const entries = unzipSync(new Uint8Array((await made.zip?.arrayBuffer()) ?? []));
  expect(Object.keys(entries)).toHaveLength(3);
  expect(Object.keys(entries).filter((name) => name.endsWith('-2.dcm'))).toHaveLength(1);
});
