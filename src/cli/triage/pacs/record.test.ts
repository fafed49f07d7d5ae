import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecord } from './record.ts';

const UID = '1.2.3.1';
const RECORD = {
  version: 1,
  engine: 'own-wasm',
  model: { hash: 'abc', operatingPoint: 'balanced' },
  objects: 14,
  results: 3,
  rows: [{ studyInstanceUid: UID }, { studyInstanceUid: UID }],
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
  await mkdir(join(folder, UID));
  for (const kind of ['SR', 'KOS', 'SC']) {
    await writeFile(join(folder, UID, `${kind}-2.25.1.dcm`), kind);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(record: unknown) {
  const text = typeof record === 'string' ? record : JSON.stringify(record);
  await writeFile(join(folder, UID, 'result.json'), text);
  return readRecord(folder, UID);
}

describe('a record of results', () => {
  it('says that its study is done', async () => {
    const { model, objects, results } = RECORD;
    expect(await read(RECORD)).toEqual({ model, objects, results });
    expect(await readRecord(folder, '1.2.3.2')).toBeNull();
  });

  it.each([
    ['in the folder of another study', { ...RECORD, rows: [{ studyInstanceUid: '1.2.3.9' }] }],
    ['of which one row is of another', { ...RECORD, rows: [...RECORD.rows, { patientId: 'P' }] }],
    ['without rows', { ...RECORD, rows: undefined }],
    ['of a newer version', { ...RECORD, version: 2 }],
    ['of fewer objects than none', { ...RECORD, objects: -1 }],
    ['of objects without end', JSON.stringify(RECORD).replace('14', '1e999')],
    ['of no model', { ...RECORD, model: { hash: 7 } }],
    ['of more DICOM objects than are there', { ...RECORD, results: 4 }],
    ['of a study in doubt', { ...RECORD, troubles: ['the PACS gave 13 of 14 objects'] }],
    ['that is cut', JSON.stringify(RECORD).slice(0, -9)],
    ['that is a list', [RECORD]],
  ])('%s counts as none: the study is analyzed', async (_, record) => {
    expect(await read(record)).toBeNull();
  });
});
