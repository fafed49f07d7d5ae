import { AppError, type Reason, releaseBuffer, sliceIndex, throwIfAborted } from '#base';
import { type Series, sliceKey } from '#dicom';
import type { SlicePrediction } from '#inference';
import { firstDoubt, NO_BRAIN, type SliceFinding, type SliceNotAnalyzed } from '#triage';
import type { ContentTally } from './content-tally.ts';
import type { StudyEvent, StudyRun } from './contract.ts';
import { inputWithNeighbors, neighborhood } from './model-input.ts';
import type { SliceLoader } from './slice-loader.ts';

/** So many slices are read and prepared ahead of the model: each waits for its file, which several can do at once. */
const AHEAD = 4;

/** A study's run so far. */
export interface StudyProgress {
  readonly run: StudyRun;
  readonly series: Series;
  readonly loader: SliceLoader;
  readonly tally: ContentTally;
  /** By index. What a glance said of a slice makes room for what the full reading says. */
  readonly slices: Map<number, SliceFinding>;
  /** Raw probabilities of `slices`, by index. */
  readonly raw: Map<number, SlicePrediction['raw']>;
  readonly notAnalysed: Map<number, SliceNotAnalyzed>;
}

/** How closely slices are looked at: a glance shows the model a slice in place of its own neighbors. */
export type ReadingDepth = 'glance' | 'full';

/** What the model is asked of a slice, or why there is nothing to ask. */
type Prepared = { readonly index: number } & (
  | { readonly input: Float32Array; readonly caution: Reason | undefined }
  | { readonly reason: Reason }
);

/** A batch and what the model says, or will say, of those of its slices that have an input. */
interface Asked {
  readonly batch: readonly Prepared[];
  readonly answers: Promise<readonly SlicePrediction[]>;
}

/**
 * Runs the slices through the model in batches. While the model works on one batch, the next one waits at its door and the one
 * after that is decoded: neither waits for the other, nor for what becomes of the answers.
 */
export async function* readSlices(
  progress: StudyProgress,
  order: readonly number[],
  depth: ReadingDepth,
  signal: AbortSignal,
): AsyncGenerator<StudyEvent, void> {
  const size = Math.min(16, Math.max(1, Math.floor(progress.run.batchSize)));
  const coming: Promise<readonly Prepared[]>[] = [];
  let next = 0;
  const prepareMore = (): void => {
    while (next < order.length && coming.length < Math.ceil(AHEAD / size)) {
      const batch = prepareAll(progress, order.slice(next, next + size), depth, signal);
      batch.catch(() => undefined); // Heard when it is awaited, or of no interest after an abort.
      coming.push(batch);
      next += size;
    }
  };
  prepareMore();
  let before: Asked | null = null;
  for (let batch = coming.shift(); batch !== undefined; batch = coming.shift()) {
    throwIfAborted(signal);
    const prepared = await batch;
    prepareMore();
    const asked = ask(progress, prepared, signal);
    if (before !== null) yield* record(progress, before, signal);
    before = asked;
  }
  if (before !== null) yield* record(progress, before, signal);
}

function ask({ run }: StudyProgress, batch: readonly Prepared[], signal: AbortSignal): Asked {
  const inputs = batch.flatMap((slice) => ('input' in slice ? [slice.input] : []));
  const answers = inputs.length === 0 ? Promise.resolve([]) : run.predict(inputs, signal);
  answers.catch(() => undefined); // As above.
  return { batch, answers };
}

async function prepareAll(
  progress: StudyProgress,
  indices: readonly number[],
  depth: ReadingDepth,
  signal: AbortSignal,
): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const index of indices) prepared.push(await prepare(progress, index, depth, signal));
  return prepared;
}

async function prepare(
  { loader, run, series, tally }: StudyProgress,
  index: number,
  depth: ReadingDepth,
  signal: AbortSignal,
): Promise<Prepared> {
  const { preprocess: spec } = run;
  const shown =
    depth === 'glance' ? [index, index, index] : neighborhood(index, series.slices.length, spec);
  return loader.use(shown, signal, (slices) => {
    const [, slice] = slices;
    if (slice === undefined) throw new AppError('no-such-slice', `There is no slice ${index}.`);
    if (depth === 'full') tally.add(index, slice);
    if (!slice.ok) return { index, reason: slice.reason };
    if (!slice.checks.brain.holdsBrain) return { index, reason: NO_BRAIN };
    return { index, input: inputWithNeighbors(slices, spec), caution: firstDoubt(slice.notes) };
  });
}

async function* record(
  progress: StudyProgress,
  asked: Asked,
  signal: AbortSignal,
): AsyncGenerator<StudyEvent, void> {
  const { series, slices, notAnalysed } = progress;
  const answers = await asked.answers;
  throwIfAborted(signal);
  let next = 0;
  for (const slice of asked.batch) {
    const { index } = slice;
    const header = series.slices[index];
    if (header === undefined) throw new AppError('no-such-slice', `There is no slice ${index}.`);
    const place = { sliceKey: sliceKey(header), index: sliceIndex(index) };
    if ('reason' in slice) {
      const missing = { ...place, reason: slice.reason };
      slices.delete(index);
      notAnalysed.set(index, missing);
      yield { kind: 'not-analysed', slice: missing };
    } else {
      releaseBuffer(slice.input);
      const prediction = answers[next];
      next += 1;
      if (prediction === undefined || Number.isNaN(prediction.calibrated.any)) {
        throw new AppError('bad-prediction', 'The model gave no usable probabilities for a slice.');
      }
      const { caution } = slice;
      const finding = {
        ...place,
        probabilities: prediction.calibrated,
        ...(caution === undefined ? {} : { caution }),
      };
      slices.set(index, finding);
      progress.raw.set(index, prediction.raw);
      yield { kind: 'slice', finding };
    }
    const done = slices.size + notAnalysed.size;
    yield { kind: 'progress', done, total: series.slices.length };
  }
}
