import { type FileHandle, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, throwIfAborted } from '#base';
import { type HuImage, hashPreprocessSpec, type PreprocessSpec, preprocess } from '#imaging';
import type { LabelledDataset, LabelledSlice } from './tensors-dataset.ts';

/** What a folder of tensors holds: index.json (formatVersion 1) and slices.u8, uint8 [count, size, size, channels]. */
const OWN_FILES = new Set(['index.json', 'slices.u8']);

/** Options of {@link writeTensors}. */
export interface WriteOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Preprocesses every slice with its neighbours and writes DIR/slices.u8 and DIR/index.json. Works in a folder beside DIR and
 * renames it at the end: DIR is there in full or not at all. An older DIR is replaced if it holds tensors only.
 */
export async function writeTensors(
  dataset: LabelledDataset,
  spec: PreprocessSpec,
  folder: string,
  options: WriteOptions = {},
): Promise<void> {
  const target = resolve(folder);
  await refuseForeign(target);
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    const ordered = [...dataset.slices].sort(byStudyAndPosition);
    const pixels = await open(join(partial, 'slices.u8'), 'w');
    try {
      await writePixels(pixels, ordered, dataset, spec, options);
    } finally {
      await pixels.close();
    }
    const index = {
      formatVersion: 1,
      preprocessSpec: spec,
      preprocessSpecHash: await hashPreprocessSpec(spec),
      size: spec.size,
      channels: spec.channels.length,
      count: ordered.length,
      dtype: 'uint8',
      slices: ordered,
    };
    await writeFile(join(partial, 'index.json'), `${JSON.stringify(index)}\n`);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Studies in natural order, their slices by position: the file's order is the same on every machine. */
function byStudyAndPosition(a: LabelledSlice, b: LabelledSlice): number {
  if (a.study !== b.study) return a.study < b.study ? -1 : 1;
  return a.position - b.position;
}

async function refuseForeign(target: string): Promise<void> {
  const present = await readdir(target).catch(() => []);
  const foreign = present.find((name) => !OWN_FILES.has(name));
  if (foreign !== undefined) {
    throw new AppError('foreign-folder', `${target} holds "${foreign}": name a new folder`);
  }
}

async function writePixels(
  file: FileHandle,
  slices: readonly LabelledSlice[],
  dataset: LabelledDataset,
  spec: PreprocessSpec,
  options: WriteOptions,
): Promise<void> {
  const images = new Map<LabelledSlice, HuImage>();
  const imageOf = async (slice: LabelledSlice): Promise<HuImage> => {
    const image = images.get(slice) ?? (await dataset.read(slice));
    images.set(slice, image);
    return image;
  };
  for (const [index, slice] of slices.entries()) {
    throwIfAborted(options.signal);
    const before = neighbour(slices, index, -1);
    const after = neighbour(slices, index, 1);
    const input = preprocess(
      await imageOf(before),
      await imageOf(slice),
      await imageOf(after),
      spec,
    );
    await file.write(Uint8Array.from(input, (value) => Math.round(value * 255)));
    if (before !== slice) images.delete(before);
    if (after === slice) images.clear();
    options.progress?.(index + 1, slices.length);
  }
}

/** The slice beside one in its study, or the slice itself at the study's end. */
function neighbour(slices: readonly LabelledSlice[], index: number, step: -1 | 1): LabelledSlice {
  const slice = slices[index];
  const beside = slices[index + step];
  if (slice === undefined) throw new AppError('unreachable', `There is no slice ${index}.`);
  return beside !== undefined && beside.study === slice.study ? beside : slice;
}
