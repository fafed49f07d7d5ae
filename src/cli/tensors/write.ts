import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, hu, throwIfAborted } from '#base';
import type { LabeledDataset, LabeledSlice } from '#datasets';
import {
  cropBox,
  type HeadBox,
  type HuImage,
  hashPreprocessSpec,
  type PreprocessSpec,
  planCrop,
  preprocess,
  type VoiWindow,
  windowedCrop,
} from '#imaging';

/**
 * What a folder of tensors holds: index.json (formatVersion 1), slices.u8, uint8 [count, size, size, channels], and where
 * the dataset has a bone window bone.u8, uint8 [count, size, size], 0..255 being -900..2300 HU.
 */
const OWN_FILES = ['index.json', 'slices.u8', 'bone.u8'];
/** The bone plane's window: level 700, width 3200. */
const BONE_WINDOW: VoiWindow = { center: hu(700), width: hu(3200) };

/** A slice as the index lists it: with the square that was cropped, in its own pixels, and whether there is a bone plane. */
interface WrittenSlice extends LabeledSlice {
  readonly crop: HeadBox & Pick<HuImage, 'rows' | 'columns'>;
  readonly bone?: boolean;
}

/** Options of {@link writeTensors}. */
export interface WriteOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Preprocesses every slice with its neighbors and writes DIR/slices.u8 and DIR/index.json. Works in a folder beside DIR and
 * renames it at the end: DIR is there in full or not at all. An older DIR is replaced if it holds tensors only. Resolves to
 * the count of slices written.
 */
export async function writeTensors(
  dataset: LabeledDataset,
  spec: PreprocessSpec,
  folder: string,
  options: WriteOptions = {},
): Promise<number> {
  const target = resolve(folder);
  await refuseForeign(target);
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    const ordered = [...dataset.slices].sort(byStudyAndPosition);
    const pixels = await open(join(partial, 'slices.u8'), 'w');
    const bone = dataset.readBone ? await open(join(partial, 'bone.u8'), 'w') : null;
    const written: WrittenSlice[] = [];
    try {
      await writePixels({ pixels, bone }, ordered, dataset, spec, {
        ...options,
        onSlice: (slice) => written.push(slice),
      });
    } finally {
      await pixels.close();
      await bone?.close();
    }
    if (written.length === 0) throw new AppError('bad-dataset', 'No labeled slice can be read.');
    const index = {
      formatVersion: 1,
      preprocessSpec: spec,
      preprocessSpecHash: await hashPreprocessSpec(spec),
      size: spec.size,
      channels: spec.channels.length,
      count: written.length,
      dtype: 'uint8',
      slices: written,
    };
    await writeFile(join(partial, 'index.json'), `${JSON.stringify(index)}\n`);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
    return written.length;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Studies in natural order, their slices by position: the file's order is the same on every machine. */
function byStudyAndPosition(a: LabeledSlice, b: LabeledSlice): number {
  if (a.study !== b.study) return a.study < b.study ? -1 : 1;
  return a.position - b.position;
}

/** Throws AppError 'foreign-folder' where a folder of tensors must not be put: there is a file, or a folder of something else. */
export async function refuseForeign(folder: string): Promise<void> {
  const target = resolve(folder);
  const about = await stat(target).catch(() => null); // Not there: nothing is in the way.
  if (about === null) return;
  const present = about.isDirectory() ? await readdir(target) : null;
  if (present === null) throw new AppError('foreign-folder', `${target} is a file: name a folder`);
  const foreign = present.find((name) => !OWN_FILES.includes(name));
  if (foreign !== undefined || present.length === 1) {
    const held = foreign ?? present[0];
    throw new AppError('foreign-folder', `${target} holds "${held}": name a new folder`);
  }
}

interface PixelOptions extends WriteOptions {
  readonly onSlice: (slice: WrittenSlice) => void;
}

interface PixelFiles {
  readonly pixels: FileHandle;
  readonly bone: FileHandle | null;
}

/** Never holds more than three slices. */
async function writePixels(
  files: PixelFiles,
  slices: readonly LabeledSlice[],
  dataset: LabeledDataset,
  spec: PreprocessSpec,
  options: PixelOptions,
): Promise<void> {
  const images = new Map<LabeledSlice, HuImage | null>();
  const imageOf = async (slice: LabeledSlice): Promise<HuImage | null> => {
    const known = images.get(slice);
    if (known !== undefined) return known;
    const image = await dataset.read(slice);
    images.set(slice, image);
    return image;
  };
  const total = slices.filter(({ labels }) => labels !== null).length;
  let done = 0;
  for (const [index, slice] of slices.entries()) {
    throwIfAborted(options.signal);
    const before = neighbor(slices, index, -1);
    const after = neighbor(slices, index, 1);
    if (slice.labels !== null) {
      const image = await imageOf(slice);
      if (image !== null) {
        const input = preprocess(
          fitting(await imageOf(before), image),
          image,
          fitting(await imageOf(after), image),
          spec,
        );
        await writeAll(files.pixels, bytesOf(input));
        const box = cropBox(image, spec);
        const crop = { ...box, rows: image.rows, columns: image.columns };
        if (files.bone === null) options.onSlice({ ...slice, crop });
        else
          options.onSlice({
            ...slice,
            crop,
            bone: await writeBone(files.bone, slice, dataset, image, box, spec),
          });
      }
      done += 1;
      options.progress?.(done, total);
    }
    if (before !== slice) images.delete(before);
    if (after === slice) images.clear();
  }
}

/** The slice's bone window in the brain window's crop; zeros and false where the dataset lacks it. */
async function writeBone(
  file: FileHandle,
  slice: LabeledSlice,
  dataset: LabeledDataset,
  image: HuImage,
  box: HeadBox,
  { size }: PreprocessSpec,
): Promise<boolean> {
  const bone = (await dataset.readBone?.(slice)) ?? null;
  if (bone === null || bone.rows !== image.rows || bone.columns !== image.columns) {
    await writeAll(file, new Uint8Array(size * size));
    return false;
  }
  const plane = windowedCrop(bone, planCrop(bone, box, size), BONE_WINDOW);
  await writeAll(file, bytesOf(plane));
  return true;
}

/** 0..1 as 0..255. */
function bytesOf(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(value * 255));
}

/** A write may take fewer bytes than it was given. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; ) {
    offset += (await file.write(bytes, offset)).bytesWritten;
  }
}

/** The slice itself stands in for a neighbor that cannot be read or has another size, as in the app. */
function fitting(other: HuImage | null, image: HuImage): HuImage {
  return other?.rows === image.rows && other.columns === image.columns ? other : image;
}

/** The slice beside one in its study, or the slice itself at the study's end. */
function neighbor(slices: readonly LabeledSlice[], index: number, step: -1 | 1): LabeledSlice {
  const slice = slices[index];
  const beside = slices[index + step];
  if (slice === undefined) throw new AppError('unreachable', `There is no slice ${index}.`);
  return beside !== undefined && beside.study === slice.study ? beside : slice;
}
