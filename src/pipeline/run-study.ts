import { AppError, type LabelMap, type Probability, sliceIndex, throwIfAborted } from '#base';
import { type Series, type Study, sliceKey } from '#dicom';
import {
  aggregateStudy,
  assessSuitability,
  type SliceFinding,
  type SliceNotAnalysed,
  type StudyFindings,
  type SuitabilityCheck,
} from '#triage';
import { type ContentTally, contentTally } from './content-tally.ts';
import { inputOfOne, inputWithNeighbors } from './model-input.ts';
import { closerLook, fullOrder, glanceOrder } from './schedule.ts';
import { type LoadedSlice, type LoadSlice, sliceLoader } from './slice-loader.ts';
import type { StudyEvent } from './study-event.ts';
import type { StudyRun } from './study-run.ts';

/** A slice is worth looking round at from half of the flag's threshold. */
const SUSPICIOUS = 0.5;

/** So many slices are read and prepared ahead of the model: each waits for its file, which several can do at once. */
const AHEAD = 4;

interface Progress {
  readonly run: StudyRun;
  readonly series: Series;
  readonly load: LoadSlice;
  readonly tally: ContentTally;
  /** By index. What a glance said of a slice makes room for what the full reading says. */
  readonly slices: Map<number, SliceFinding>;
  readonly notAnalysed: Map<number, SliceNotAnalysed>;
}

/** How closely slices are looked at. */
type Depth = 'glance' | 'full';

/**
 * Analyzes the chosen series of a study: decodes ahead of the model, skips slices without brain, never stops for one bad
 * slice. A glance at a few slices, and a closer look where one is suspicious, give interim findings; then every slice is read
 * with its neighbors, from the suspicious ones outward. What it returns holds a finding or a reason for every slice of the
 * series, all of the full reading. Rejects with an AbortError on abort and with what `predict` rejects with; everything
 * else is a reason in the findings.
 */
export async function* runStudy(
  run: StudyRun,
  signal: AbortSignal,
): AsyncGenerator<StudyEvent, StudyFindings> {
  const series = run.study.series.find(({ key }) => key === run.study.chosen?.seriesKey);
  if (series === undefined) return unanalysed(run, null, [noSeries(run.study)]);
  const early = assessSuitability(series, run.study, null);
  yield { kind: 'suitability', checks: early };
  if (early.some(({ outcome }) => outcome === 'block')) return unanalysed(run, series, early);

  const load = sliceLoader(series.slices, run.decodeFrame);
  const tally = contentTally();
  const progress: Progress = {
    run,
    series,
    load,
    tally,
    slices: new Map(),
    notAnalysed: new Map(),
  };
  const count = series.slices.length;
  const glances = run.schedule === 'in-order' ? [] : glanceOrder(count);
  const interim = (closerLookFollows: boolean): StudyEvent => ({
    kind: 'interim',
    findings: findingsOf(progress, early),
    closerLookFollows,
  });
  try {
    const near: number[] = [];
    if (glances.length > 0) {
      yield* analyse(progress, glances, 'glance', signal);
      const [highest] = suspiciousOf(progress);
      near.push(...(highest === undefined ? [] : closerLook(count, highest)));
      yield interim(near.length > 0);
      if (near.length > 0) {
        yield* analyse(progress, near, 'full', signal);
        yield interim(false);
      }
    }
    const rest = fullOrder(count, suspiciousOf(progress)).filter((index) => !near.includes(index));
    yield* analyse(progress, rest, 'full', signal);
    const checks = assessSuitability(series, run.study, tally.content());
    yield { kind: 'suitability', checks };
    return findingsOf(progress, checks);
  } finally {
    load.forget();
  }
}

/** Why none of the study's series can be analyzed, by their own reasons. */
function noSeries(study: Study): SuitabilityCheck {
  const reasons = study.series.flatMap(({ role }) =>
    role.kind === 'set-aside' ? [role.reason.text] : [],
  );
  const why = [...new Set(reasons)].slice(0, 3).join('; ');
  return {
    outcome: 'block',
    code: 'no-series',
    text: `no series can be analyzed${why === '' ? '' : ` (${why})`}`,
  };
}

function findingsOf(progress: Progress, checks: readonly SuitabilityCheck[]): StudyFindings {
  const { run, slices, notAnalysed } = progress;
  return aggregateStudy(
    { slices: [...slices.values()], notAnalysed: [...notAnalysed.values()], suitability: checks },
    run.aggregator,
    run.operatingPoint,
  );
}

/** The result of a study that was set aside before its pixels were read. */
function unanalysed(
  run: StudyRun,
  series: Series | null,
  checks: readonly SuitabilityCheck[],
): StudyFindings {
  const text = checks.flatMap((c) => (c.outcome === 'block' ? [c.text] : [])).join('; ');
  const notAnalysed = (series?.slices ?? []).map((header, index) => ({
    sliceKey: sliceKey(header),
    index: sliceIndex(index),
    reason: { code: 'unsuitable', text },
  }));
  return aggregateStudy(
    { slices: [], notAnalysed, suitability: checks },
    run.aggregator,
    run.operatingPoint,
  );
}

/** The slices worth looking round at so far, the most suspicious first. */
function suspiciousOf({ run, slices }: Progress): readonly number[] {
  const threshold = run.aggregator.operatingPoints.any[run.operatingPoint] * SUSPICIOUS;
  return [...slices.values()]
    .filter(({ probabilities }) => probabilities.any >= threshold)
    .sort((a, b) => b.probabilities.any - a.probabilities.any || a.index - b.index)
    .map(({ index }) => index);
}

interface Prepared {
  readonly index: number;
  readonly slice: LoadedSlice;
  /** null: there is nothing to ask the model. */
  readonly input: Float32Array | null;
}

/** A batch and what the model says, or will say, of those of its slices that have an input. */
interface Asked {
  readonly batch: readonly Prepared[];
  readonly answers: Promise<readonly LabelMap<Probability>[]>;
}

/**
 * Runs the slices through the model in batches. While the model works on one batch, the next one waits at its door and the one
 * after that is decoded: neither waits for the other, nor for what becomes of the answers.
 */
async function* analyse(
  progress: Progress,
  order: readonly number[],
  depth: Depth,
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

function ask({ run }: Progress, batch: readonly Prepared[], signal: AbortSignal): Asked {
  const inputs = batch.flatMap(({ input }) => (input === null ? [] : [input]));
  const answers = inputs.length === 0 ? Promise.resolve([]) : run.predict(inputs, signal);
  answers.catch(() => undefined); // As above.
  return { batch, answers };
}

async function prepareAll(
  progress: Progress,
  indices: readonly number[],
  depth: Depth,
  signal: AbortSignal,
): Promise<readonly Prepared[]> {
  const prepared: Prepared[] = [];
  for (const index of indices) prepared.push(await prepare(progress, index, depth, signal));
  return prepared;
}

async function prepare(
  { load, run, series, tally }: Progress,
  index: number,
  depth: Depth,
  signal: AbortSignal,
): Promise<Prepared> {
  const slice = await load(index, signal);
  if (depth === 'full') tally.add(slice);
  if (!slice.ok || !slice.holdsBrain) return { index, slice, input: null };
  const input =
    depth === 'glance'
      ? inputOfOne(slice, run.preprocess)
      : await inputWithNeighbors(load, index, series.slices.length, slice, run.preprocess, signal);
  return { index, slice, input };
}

const NO_BRAIN = { code: 'no-brain', text: 'no brain within bone on this slice' };

async function* record(
  progress: Progress,
  asked: Asked,
  signal: AbortSignal,
): AsyncGenerator<StudyEvent, void> {
  const { series, slices, notAnalysed } = progress;
  const answers = await asked.answers;
  throwIfAborted(signal);
  let next = 0;
  for (const { index, slice, input } of asked.batch) {
    const header = series.slices[index];
    if (header === undefined) throw new AppError('no-such-slice', `There is no slice ${index}.`);
    const place = { sliceKey: sliceKey(header), index: sliceIndex(index) };
    if (input === null) {
      const missing = { ...place, reason: slice.ok ? NO_BRAIN : slice.reason };
      slices.delete(index);
      notAnalysed.set(index, missing);
      yield { kind: 'not-analysed', slice: missing };
    } else {
      const probabilities = answers[next];
      next += 1;
      if (probabilities === undefined || Number.isNaN(probabilities.any)) {
        throw new AppError('bad-prediction', 'The model gave no usable probabilities for a slice.');
      }
      const finding = { ...place, probabilities };
      slices.set(index, finding);
      yield { kind: 'slice', finding };
    }
    const done = slices.size + notAnalysed.size;
    yield { kind: 'progress', done, total: series.slices.length };
  }
}
