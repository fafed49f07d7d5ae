import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LABELS } from '#base';
import { decodeFrame, readHeaders } from '#dicom';
import { type HuImage, hashPreprocessSpec, preprocess, toHounsfield } from '#imaging';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { SIZE, spec, type Workbench, workbench } from './tensors.fixture.ts';

let bench: Workbench;
let data = '';
let out = '';
beforeEach(async () => {
  bench = await workbench();
  ({ data, out } = bench);
});
afterEach(() => bench.remove());

const given: Workbench['given'] = (name, content) => bench.given(name, content);
const tensors: Workbench['tensors'] = (options) => bench.tensors(options);
/** Nothing was written, in full or in part. */
const nothingWritten = async () => expect(await bench.written()).toEqual([]);

const rsnaName = (study: number, index: number) => `ID_${study}a${index}`;
const rsnaRows = (study: number, index: number, positive = false) =>
  LABELS.map(
    (label) =>
      `${rsnaName(study, index)}_${label},${Number(positive && ['any', 'subdural'].includes(label))}`,
  );

/** RSNA's layout: patients of two slices each, the upper slice of every even patient with a bleed. */
async function rsna(patients: number, extra: readonly string[] = []): Promise<void> {
  const rows: string[] = [];
  for (let study = 1; study <= patients; study += 1) {
    for (const index of [1, 0]) {
      const positive = index === 1 && study % 2 === 0;
      await given(`${rsnaName(study, index)}.dcm`, headSlice(study, index, positive));
      rows.push(...rsnaRows(study, index, positive));
    }
  }
  await given('stage_2_train.csv', ['ID,Label', ...rows, ...extra]);
}

/** A slice as the app sees it. */
async function huOf(bytes: Uint8Array): Promise<HuImage> {
  const outcome = readHeaders('x', bytes, { complete: true });
  const header = outcome.kind === 'slices' ? outcome.slices[0] : undefined;
  if (header === undefined) throw new Error('no slice');
  const frame = await decodeFrame(bytes, header);
  if (!frame.ok) throw new Error(frame.reason.text);
  return toHounsfield(frame.value, header).image;
}

const inputOf = (before: HuImage, image: HuImage, after: HuImage) =>
  Uint8Array.from(preprocess(before, image, after, spec), (value) => Math.round(value * 255));

describe("tensors of RSNA's layout", () => {
  it('list every slice with patient, study, position, fold and labels, beside the hash of the spec', async () => {
    await rsna(2);
    const { index, length } = await tensors();
    expect(index).toMatchObject({
      formatVersion: 1,
      size: SIZE,
      channels: 3,
      count: 4,
      dtype: 'uint8',
      preprocessSpecHash: await hashPreprocessSpec(spec),
    });
    expect(length).toBe(4 * SIZE * SIZE * 3);
    expect(index.slices[3]).toEqual({
      id: '1.2.3.2.1.2',
      patient: 'SYNTHETIC-2',
      study: '1.2.3.2',
      position: 1,
      fold: expect.any(Number),
      labels: [1, 0, 0, 0, 0, 1],
      file: 'ID_2a1.dcm',
      crop: expect.objectContaining({ rows: 96, columns: 96 }),
    });
  });

  it('hold what preprocess makes of a slice and its neighbors along the normal', async () => {
    await rsna(2);
    const { index, inputOf: written } = await tensors();
    const [low, high] = [await huOf(headSlice(2, 0)), await huOf(headSlice(2, 1, true))];
    expect(index.slices.map(({ file }) => file)[2]).toBe('ID_2a0.dcm');
    expect(written(2)).toEqual(inputOf(low, low, high));
    expect(written(3)).toEqual(inputOf(low, high, high));
  });

  it('split the patients into five folds, evenly by hemorrhage and the same for one seed', async () => {
    await rsna(10);
    const { index } = await tensors();
    const folds = new Map<string, Set<number | null>>();
    for (const { patient, fold } of index.slices) {
      folds.set(patient, (folds.get(patient) ?? new Set()).add(fold));
    }
    expect([...folds.values()].every(({ size }) => size === 1)).toBe(true);
    const positive = index.slices.filter(({ labels }) => labels?.[0] === 1);
    expect(positive.map(({ fold }) => fold).sort()).toEqual([0, 1, 2, 3, 4]);
    expect((await tensors()).index).toEqual(index);
    expect((await tensors({ seed: 2 })).index).not.toEqual(index);
  });

  it('refuse a row that names no slice, by its line, unless told to leave it out', async () => {
    await rsna(1, rsnaRows(9, 9));
    await expect(tensors()).rejects.toThrow(/stage_2_train\.csv:14: ID_9a9 is no slice of/);
    await nothingWritten();
    expect((await tensors({ skipMissing: true })).index.slices).toHaveLength(2);
  });

  it('refuse two labels for one slice and a slice without one of the six, by line', async () => {
    await rsna(1, ['ID_1a0_any,1']);
    await expect(tensors()).rejects.toThrow(/stage_2_train\.csv:14: .*another label/);
    await rsna(1, ['ID_8a0_any,0']);
    await given('ID_8a0.dcm', headSlice(8, 0));
    await expect(tensors()).rejects.toThrow(/stage_2_train\.csv:14: .*"epidural"/);
    await nothingWritten();
  });
});

describe('tensors of a DICOM folder with labels', () => {
  const header = `file,${LABELS.join()}`;
  const labeled = async (...lines: readonly string[]) => {
    await given('labels.csv', lines);
    return { labels: join(data, 'labels.csv') };
  };
  beforeEach(async () => {
    for (const index of [0, 1, 2]) await given(`s${index}.dcm`, headSlice(1, index, index === 1));
  });

  it('take file names or SOP Instance UIDs, and unlabeled slices as neighbors only', async () => {
    const images = await Promise.all([0, 1, 2].map((n) => huOf(headSlice(1, n, n === 1))));
    const [low, image, high] = images;
    if (low === undefined || image === undefined || high === undefined) throw new Error('no image');
    for (const lines of [
      [header, 's1.dcm,1,0,0,0,0,1'],
      [header.replace('file', 'SOPInstanceUID'), '1.2.3.1.1.2,1,0,0,0,0,1'],
    ]) {
      const { index, inputOf: written } = await tensors(await labeled(...lines));
      expect(index.slices).toHaveLength(1);
      expect(written(0)).toEqual(inputOf(low, image, high));
    }
  });

  it('use given folds', async () => {
    const labels = await labeled(header, 's1.dcm,1,0,0,0,0,1');
    await given('folds.csv', ['patient,fold', 'SYNTHETIC-1,3']);
    const { index } = await tensors({ ...labels, folds: join(data, 'folds.csv') });
    expect(index.slices[0]?.fold).toBe(3);
  });

  it.each([
    ['a file of labels alone', [header], /labels\.csv: names no slice/],
    ['no name that is there', [header, 'x,0,0,0,0,0,0'], /labels\.csv:2: x is no slice/],
    ['a missing column', ['file,any', 's1,0'], /labels\.csv:1: the column "epidural", .* missing/],
    ['a row that is too short', [header, 's1.dcm,0'], /labels\.csv:2: no value for "epidural"/],
    ['one name twice', [header, 's1,0,0,0,0,0,0', 's1,0,0,0,0,0,0'], /labels\.csv:3: .*twice/],
    [
      'two names of one slice',
      [header, 's1,0,0,0,0,0,0', 's1.dcm,1,1,0,0,0,0'],
      /labels\.csv:3: s1\.dcm is labeled a second time \(as s1 on line 2\)/,
    ],
    ['any without a type', [header, 's1,1,0,0,0,0,0'], /labels\.csv:2: "any" of s1 contradicts/],
    ['labels of studies', [header.replace('file', 'study'), '1.2.3.1,0,0,0,0,0,0'], /studies/],
  ])('refuse %s, by line, and write nothing', async (_, lines, message) => {
    await expect(tensors(await labeled(...lines))).rejects.toThrow(message);
    await nothingWritten();
  });

  it('refuse a name that two slices share', async () => {
    await mkdir(join(data, 'more'));
    await given('more/s1.dcm', headSlice(2, 1));
    const labels = await labeled(header, 's1,0,0,0,0,0,0');
    await expect(tensors(labels)).rejects.toThrow(/labels\.csv:2: s1 is the name of two slices/);
    const paths = await labeled(header, 's1.dcm,0,0,0,0,0,0', 'more/s1.dcm,0,0,0,0,0,0');
    await expect(tensors(paths)).rejects.toThrow(/labels\.csv/);
  });

  it('refuse a patient in two folds or in none, by line', async () => {
    const labels = await labeled(header, 's1.dcm,1,0,0,0,0,1');
    const folds = join(data, 'folds.csv');
    await given('folds.csv', ['patient,fold', 'SYNTHETIC-1,3', 'SYNTHETIC-1,4']);
    await expect(tensors({ ...labels, folds })).rejects.toThrow(/folds\.csv:3: .*folds 3 and 4/);
    await given('folds.csv', ['patient,fold', 'other,3']);
    await expect(tensors({ ...labels, folds })).rejects.toThrow(/SYNTHETIC-1 is in no fold/);
    await nothingWritten();
  });

  it('name the file whose pixels cannot be read and leave nothing half written', async () => {
    await given('s2.dcm', headSlice(1, 2).subarray(0, 900));
    const labels = await labeled(header, 's1,0,0,0,0,0,0', 's2,0,0,0,0,0,0');
    await expect(tensors(labels)).rejects.toThrow(/s2/);
    await nothingWritten();
  });

  it('replace older tensors, and never a folder or file of something else', async () => {
    const labels = await labeled(header, 's1,0,0,0,0,0,0');
    await tensors(labels);
    await tensors(labels);
    await rm(join(out, 'slices.u8'));
    await expect(tensors(labels)).rejects.toThrow(/holds "index\.json"/);
    await writeFile(join(out, 'thesis.txt'), 'mine');
    await expect(tensors(labels)).rejects.toThrow(/holds "thesis\.txt"/);
    expect((await readdir(out)).sort()).toEqual(['index.json', 'thesis.txt']);
    await rm(out, { recursive: true });
    await writeFile(out, 'mine');
    await expect(tensors(labels)).rejects.toThrow(/is a file/);
    expect(await readFile(out, 'utf8')).toBe('mine');
  });
});

describe('npm run tensors', () => {
  const run = (...args: readonly string[]) =>
    new Promise<{ code: number; stderr: string }>((resolve) => {
      const command = ['--import', 'tsx', 'src/cli/tensors.ts', ...args];
      execFile(process.execPath, command, (error, _, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr }),
      );
    });

  it('writes a folder, says how many slices, and exits with 1 and 64 for bad input and bad use', async () => {
    await rsna(1);
    const done = await run(data, '--out', out, '--size', '32');
    expect(done).toMatchObject({ code: 0, stderr: `2 slices in ${out}\n` });
    expect(existsSync(join(out, 'index.json'))).toBe(true);
    expect((await run(data, '--out', data)).stderr).toMatch(/holds "/);
    expect((await run(data, '--out', data)).code).toBe(1);
    expect(await run(data)).toMatchObject({
      code: 64,
      stderr: expect.stringMatching(/^--out is missing\.\n\nusage:/),
    });
  });
});
