import { AppError, labelMap, throwIfAborted } from '#base';
import type { CtIch, CtIchSlice, RawSlice } from '#datasets';
import { preprocess } from '#imaging';
import { type OpenModel, rawProbabilities } from '#inference';

/** Slices a call of the engine. */
const BATCH = 8;

/** How {@link predictDataset} reports and stops. */
export interface PredictOptions {
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** Reads each slice once while it is a neighbor: decoding costs more than a small network. */
function remembering(read: CtIch['read']): CtIch['read'] {
  const kept = new Map<string, ReturnType<typeof read>>();
  return (slice) => {
    const image = kept.get(slice.id) ?? read(slice);
    kept.delete(slice.id);
    kept.set(slice.id, image);
    const [oldest] = kept.keys();
    if (kept.size > 4 && oldest !== undefined) kept.delete(oldest);
    return image;
  };
}

/** Raw probabilities of the given slices of a dataset, each with its true neighbors, in the app's own runtime. */
export async function predictDataset(
  dataset: CtIch,
  slices: readonly CtIchSlice[],
  model: Pick<OpenModel, 'pack' | 'engine'>,
  { onSlice, signal }: PredictOptions,
): Promise<readonly RawSlice[]> {
  const { manifest } = model.pack;
  const wanted = new Map(slices.map((slice) => [slice.id, slice]));
  const ordered = [...dataset.slices].sort(
    (a, b) => a.study.localeCompare(b.study) || a.position - b.position,
  );
  const read = remembering(dataset.read);
  const results: RawSlice[] = [];
  let batch: { slice: CtIchSlice; input: Float32Array }[] = [];
  const flush = async () => {
    const rows = await model.engine.run(
      batch.map(({ input }) => input),
      signal,
    );
    batch.forEach(({ slice }, index) => {
      results.push(rawSlice(slice, rawProbabilities(rows[index] ?? [], manifest)));
    });
    batch = [];
    onSlice(results.length, slices.length);
  };
  for (const [at, slice] of ordered.entries()) {
    const labeled = wanted.get(slice.id);
    if (labeled === undefined) continue;
    throwIfAborted(signal);
    const beside = (step: -1 | 1) => {
      const other = ordered[at + step];
      return other !== undefined && other.study === slice.study ? other : slice;
    };
    const [before, center, after] = await Promise.all([
      read(beside(-1)),
      read(slice),
      read(beside(1)),
    ]);
    batch.push({ slice: labeled, input: preprocess(before, center, after, manifest.preprocess) });
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  if (results.length !== slices.length) {
    throw new AppError('bad-dataset', 'A slice was asked for that the dataset does not have.');
  }
  return results;
}

function rawSlice(slice: CtIchSlice, raw: RawSlice['raw']): RawSlice {
  const { id, study, patient, position, fold } = slice;
  const truth = labelMap((_, index) => slice.labels[index] === 1);
  return { id, study, patient, position, fold, truth, raw };
}
