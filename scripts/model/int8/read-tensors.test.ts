import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePreprocessSpec } from '#imaging';
import { sampleTensors } from './read-tensors.ts';

const SIZE = 32;
const LENGTH = SIZE * SIZE * 3;
/** Scale and shift differ by channel, so that a number in the wrong one shows. */
const raw = {
  version: 1,
  crop: 'head',
  size: SIZE,
  channels: [-1, 0, 1].map((sliceOffset) => ({ sliceOffset, center: 40, width: 120 })),
  resize: 'area-bilinear',
  scale: [1, 2, 4],
  shift: [0, -1, -2],
};
const spec = parsePreprocessSpec(raw);
/** As npm run tensors writes it: before scale and shift. */
const plain = { ...raw, scale: [1, 1, 1], shift: [0, 0, 0] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tensors-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Slices of these folds, each filled with its own row's number. */
async function given(folds: readonly number[], changed: object = {}, bytes = LENGTH) {
  const slices = new Uint8Array(folds.length * bytes);
  for (const row of folds.keys()) slices.fill(row, row * bytes, (row + 1) * bytes);
  const index = {
    formatVersion: 1,
    preprocessSpec: plain,
    count: folds.length,
    slices: folds.map((fold) => ({ fold })),
    ...changed,
  };
  await writeFile(join(folder, 'index.json'), JSON.stringify(index));
  await writeFile(join(folder, 'slices.u8'), slices);
}

/** The rows that these slices were, by their first channel, whose scale is 1 and shift 0. */
const rowsOf = (slices: readonly Float32Array[]): readonly number[] =>
  slices.map(([first = Number.NaN]) => Math.round(first * 255));

describe('a sample of tensors', () => {
  it('calibrates on all folds but the last, spread over them, and holds the last back', async () => {
    await given([0, 2, 1, 0, 2, 1, 0, 2, 1, 0]);
    const all = await sampleTensors(folder, spec, 50);
    expect(rowsOf(all.calibration)).toEqual([0, 2, 3, 5, 6, 8, 9]);
    expect(rowsOf(all.held)).toEqual([1, 4, 7]);
    const few = await sampleTensors(folder, spec, 2);
    expect(rowsOf(few.calibration)).toEqual([0, 5]);
    expect(rowsOf(few.held)).toEqual([1, 4]);
  });

  it('scales and shifts each channel as the model does', async () => {
    await given([0, 1]);
    const { held } = await sampleTensors(folder, spec, 1);
    const [input = new Float32Array()] = held;
    expect(input).toHaveLength(LENGTH);
    const value = 1 / 255;
    [...input].forEach((each, at) => {
      expect(each).toBeCloseTo([value, 2 * value - 1, 4 * value - 2][at % 3] ?? Number.NaN, 6);
    });
  });

  it.each([
    ['no index', async () => {}, 'holds no index.json'],
    ['an index of something else', () => given([0, 1], { formatVersion: 2 }), 'is not one of'],
    ['an index without slices', () => given([0, 1], { count: 0 }), 'is not one of'],
    ['one fold', () => given([3, 3]), 'one fold alone'],
    ['fewer bytes', () => given([0, 1], {}, LENGTH - 1), 'is not as long as'],
    [
      'fewer rows than it counts',
      () => given([0, 1], { slices: [{ fold: 0 }, { fold: 1 }, { fold: 1 }] }),
      'is not as long as',
    ],
    [
      'another size',
      () => given([0, 1], { preprocessSpec: { ...plain, size: 64 } }),
      'other preprocessing',
    ],
    [
      'another window',
      () =>
        given([0, 1], {
          preprocessSpec: {
            ...plain,
            channels: raw.channels.map((each) => ({ ...each, width: 80 })),
          },
        }),
      'other preprocessing',
    ],
  ] as const)('is refused of a folder with %s', async (_what, make, said) => {
    await make();
    await expect(sampleTensors(folder, spec, 5)).rejects.toMatchObject({
      code: 'bad-tensors',
      message: expect.stringContaining(said),
    });
  });

  it('is refused of a folder whose index is no JSON, or whose slices are not there', async () => {
    await given([0, 1]);
    await rm(join(folder, 'slices.u8'));
    const refused = (said: string) => ({
      code: 'bad-tensors',
      message: expect.stringContaining(said),
    });
    await expect(sampleTensors(folder, spec, 5)).rejects.toMatchObject(refused('no slices.u8'));
    await writeFile(join(folder, 'index.json'), '{"formatVersion": 1');
    await expect(sampleTensors(folder, spec, 5)).rejects.toMatchObject(refused('is not one of'));
  });
});
