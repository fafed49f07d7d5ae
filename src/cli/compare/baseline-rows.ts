import { HEMORRHAGE_TYPES, LABELS, type Label, labelMap, throwIfAborted } from '#base';
import { BASELINES, type Baseline, type FittedBaseline, type Head, headOf } from '#baselines';
import type { CtIch, CtIchSlice, RawSlice } from '#datasets';
import { type BootstrapOptions, labelFigures, type ScoredCase } from '#evaluation';
import type { HuImage } from '#imaging';
import { type Decision, decide, fitRawSlices } from '../evaluate/decision.ts';
import type { RunHooks } from '../evaluate/run.ts';
import { type CompareRow, type RowFigures, rowFigures } from './row.ts';
import { msPerItem } from './timing.ts';

/** How the rows are made. */
export interface RowHooks extends RunHooks {
  readonly bootstrap: BootstrapOptions;
}

/** Slices whose times are taken, held as they were read. */
const KEPT_SLICES = 30;

/** A slice and what each baseline measured of it. */
export interface Measured {
  readonly slice: CtIchSlice;
  /** By baseline, in the order of BASELINES. */
  readonly numbers: readonly Float64Array[];
}

/** A dataset as every baseline measures it; each slice is read once. */
export interface MeasuredSet {
  readonly slices: readonly Measured[];
  /** Some of the slices, spread over the set. */
  readonly images: readonly HuImage[];
}

/** Reads and measures every slice. */
export async function measureSet(
  { slices, read }: CtIch,
  { onSlice, signal }: RunHooks,
): Promise<MeasuredSet> {
  const measured: Measured[] = [];
  const images: HuImage[] = [];
  const step = Math.max(1, Math.floor(slices.length / KEPT_SLICES));
  for (const slice of slices) {
    throwIfAborted(signal);
    const image = await read(slice);
    if (measured.length % step === 0) images.push(image);
    const head: Head = headOf(image);
    measured.push({ slice, numbers: BASELINES.map(({ measure }) => measure(head)) });
    if (measured.length % 20 === 0) onSlice(measured.length, slices.length);
  }
  return { slices: measured, images };
}

const truthOf = ({ labels }: CtIchSlice) => labelMap((_, index) => labels[index] === 1);

const examplesOf = (slices: readonly Measured[], which: number) =>
  slices.map(({ slice, numbers }) => ({
    measured: numbers[which] ?? new Float64Array(),
    labels: slice.labels,
  }));

/** Scores by label; a label that can't be told repeats `any`, so that it raises nothing, and is left out of the figures. */
function scored(fitted: FittedBaseline, { numbers }: Measured, which: number) {
  const scores = fitted.score(numbers[which] ?? new Float64Array());
  return labelMap((_, index) => scores[index] ?? scores[0] ?? Number.NaN);
}

function rawOf(fitted: FittedBaseline, measured: Measured, which: number): RawSlice {
  const { id, study, patient, position, fold } = measured.slice;
  const raw = scored(fitted, measured, which);
  return { id, study, patient, position, fold, truth: truthOf(measured.slice), raw };
}

/** Each patient's slices by what the other folds taught; `which` is the baseline's place among a slice's numbers. */
export function outOfFold(
  slices: readonly Measured[],
  baseline: Baseline,
  which: number,
): readonly RawSlice[] {
  const folds = [...new Set(slices.map(({ slice }) => slice.fold))];
  return folds.flatMap((fold) => {
    const others = slices.filter(({ slice }) => slice.fold !== fold);
    const fitted = baseline.fit(examplesOf(others, which));
    return slices
      .filter(({ slice }) => slice.fold === fold)
      .map((measured) => rawOf(fitted, measured, which));
  });
}

const anyPoints = labelMap(() => ({ highSensitivity: 0.5, balanced: 0.5, highSpecificity: 0.5 }));

const figuresOf = (
  cases: readonly ScoredCase[],
  told: readonly Label[],
  bootstrap: BootstrapOptions,
): RowFigures => rowFigures(labelFigures(cases, anyPoints, bootstrap), told);

/** Out of fold at home; abroad by what all of home taught. Both as the application would show them: calibrated at home and mixed with neighbors. */
export async function baselineRows(
  home: MeasuredSet,
  abroad: MeasuredSet | null,
  { bootstrap, signal }: RowHooks,
): Promise<readonly CompareRow[]> {
  const rows: CompareRow[] = [];
  for (const [which, baseline] of BASELINES.entries()) {
    throwIfAborted(signal);
    const raw = outOfFold(home.slices, baseline, which);
    const decision: Decision = fitRawSlices(raw);
    const all = baseline.fit(examplesOf(home.slices, which));
    const first = home.slices[0]?.numbers[which] ?? new Float64Array();
    const scores = all.score(first);
    const told = LABELS.filter((_, index) => typeof scores[index] === 'number');
    const foreign = abroad?.slices.map((measured) => rawOf(all, measured, which));
    const ms = await msPerItem(home.images, (image) => all.score(baseline.measure(headOf(image))));
    rows.push({
      id: baseline.id,
      architecture: baseline.architecture,
      width: null,
      inputSize: 160,
      parameters: all.parameters,
      slicesSeen: null,
      bytes: all.parameters * 4,
      gflops: null,
      msPerSlice: ms,
      home: figuresOf(decide(raw, decision).slices, told, bootstrap),
      abroad:
        foreign === undefined ? null : figuresOf(decide(foreign, decision).slices, told, bootstrap),
      asPublished: false,
      note: told.some((label) => label !== 'any')
        ? baseline.note
        : `${baseline.note}; tells none of the ${HEMORRHAGE_TYPES.length} types`,
    });
  }
  return rows;
}
