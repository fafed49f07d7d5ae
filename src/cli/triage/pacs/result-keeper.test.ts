import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pacsAt } from '#dicomweb';
import { readRecord } from './record.ts';
import { type KeptResult, ResultKeeper } from './result-keeper.ts';

const UID = '1.2.3.1';
const ABOUT = {
  engine: 'own-wasm',
  model: { id: 'm', version: '1', hash: 'h', trained: true, operatingPoint: 'balanced' },
} as unknown as ConstructorParameters<typeof ResultKeeper>[2];

let out = '';
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'ich-keeper-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

/** A run's own keeper, into the folder alone. */
const keeper = () =>
  new ResultKeeper(pacsAt('http://127.0.0.1:9'), { out, writeBack: false }, ABOUT, () => undefined);

/** Three objects, named as a run of that number names them: of images without a date its moment is in them. */
const result = (run: number): KeptResult => ({
  uid: UID,
  files: (['SR', 'KOS', 'SC'] as const).map((kind, at) => ({
    kind,
    sopInstanceUid: `2.25.${run}${at}`,
    name: `${kind}-2.25.${run}${at}.dcm`,
    bytes: new Uint8Array(1000),
  })),
  rows: [],
  objects: 6,
  state: 's',
  before: new Set(),
  doubts: [],
});

const objects = async () =>
  (await readdir(join(out, UID))).filter((name) => name.endsWith('.dcm')).sort();

it('leaves a whole result where two runs keep one of the same study at once', async () => {
  await Promise.all([keeper().keep(result(1)), keeper().keep(result(2))]);
  const left = await objects();
  const isWhole = (run: number) => result(run).files.every(({ name }) => left.includes(name));
  expect([isWhole(1), isWhole(2)]).toContain(true);
  expect((await readRecord(out, UID))?.results).toBe(3);
});

it('leaves the result of the study as it is now, where one after the other is kept', async () => {
  await keeper().keep(result(1));
  await keeper().keep(result(2));
  expect(await objects()).toEqual(['KOS-2.25.21.dcm', 'SC-2.25.22.dcm', 'SR-2.25.20.dcm']);
});

it('knows no result whose objects are gone, so that the study is done again', async () => {
  await keeper().keep(result(1));
  expect(await readRecord(out, UID)).not.toBeNull();
  await rm(join(out, UID, 'SR-2.25.10.dcm'));
  expect(await readRecord(out, UID)).toBeNull();
});
