import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { AppError } from '#base';
import { type PreprocessSpec, parsePreprocessSpec } from '#imaging';

const index = v.object({
  formatVersion: v.literal(1),
  preprocessSpec: v.unknown(),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  slices: v.array(v.object({ fold: v.number() })),
});

/** Slices of a folder of tensors: some to calibrate on, and some of patients that those do not hold. */
export interface TensorSample {
  readonly calibration: readonly Float32Array[];
  readonly held: readonly Float32Array[];
}

/** What a model's preprocessing has in common with tensors, which are written before scale and shift. */
const essence = ({ crop, size, channels, resize }: PreprocessSpec): string =>
  JSON.stringify({
    crop,
    size,
    resize,
    channels: channels.map(({ center, width, sliceOffset }) => [center, width, sliceOffset]),
  });

/** undefined where the text is no JSON, which is no index then. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function spread(rows: readonly number[], count: number): readonly number[] {
  const step = rows.length / Math.min(count, rows.length);
  return Array.from(
    { length: Math.min(count, rows.length) },
    (_, n) => rows[Math.floor(n * step)] ?? 0,
  );
}

/**
 * Reads a folder that `npm run tensors` wrote: `count` slices spread over all folds but the last to calibrate on, and as many of the
 * last fold. Throws AppError 'bad-tensors' where it is no such folder, was made for another preprocessing, or has but one fold.
 */
export async function sampleTensors(
  folder: string,
  spec: PreprocessSpec,
  count: number,
): Promise<TensorSample> {
  const bad = (what: string) => new AppError('bad-tensors', `${folder}: ${what}.`);
  const text = await readFile(join(folder, 'index.json'), 'utf8').catch(() => {
    throw bad('holds no index.json, which npm run tensors writes');
  });
  const read = v.safeParse(index, parsed(text));
  if (!read.success) throw bad('index.json is not one of npm run tensors');
  const { output } = read;
  const made = parsePreprocessSpec(output.preprocessSpec);
  if (essence(made) !== essence(spec)) {
    throw bad(`was made for other preprocessing: ${essence(made)}, not ${essence(spec)}`);
  }
  const folds = output.slices.map(({ fold }) => fold);
  const last = Math.max(...folds);
  const rowsOf = (held: boolean) =>
    [...folds.keys()].filter((row) => (folds[row] === last) === held);
  if (rowsOf(false).length === 0) throw bad('has slices of one fold alone');
  const channels = spec.channels.length;
  const length = spec.size * spec.size * channels;
  const file = await open(join(folder, 'slices.u8')).catch(() => {
    throw bad('holds no slices.u8');
  });
  try {
    if ((await file.stat()).size !== output.count * length || folds.length !== output.count) {
      throw bad('slices.u8 is not as long as index.json says');
    }
    const readRow = async (row: number): Promise<Float32Array> => {
      const bytes = new Uint8Array(length);
      await file.read(bytes, 0, length, row * length);
      return Float32Array.from(bytes, (value, at) => {
        const channel = at % channels;
        return (value / 255) * (spec.scale[channel] ?? 1) + (spec.shift[channel] ?? 0);
      });
    };
    const readAll = (held: boolean) => Promise.all(spread(rowsOf(held), count).map(readRow));
    return { calibration: await readAll(false), held: await readAll(true) };
  } finally {
    await file.close();
  }
}
