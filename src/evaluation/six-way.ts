import { HEMORRHAGE_TYPES, type Label, type LabelMap } from '#base';
import { type ConfusionFigures, figuresOf } from './confusion.ts';

/** The six classes that exclude each other: no hemorrhage, or one type. */
export const SIX_CLASSES = ['none', ...HEMORRHAGE_TYPES] as const;
/** One of {@link SIX_CLASSES}. */
export type SixClass = (typeof SIX_CLASSES)[number];

/** Per class, and averaged: the layout of the original study's table 3. */
export interface SixWayTable {
  /** Cases with at most one type; the others cannot be told by one class and are only counted. */
  readonly n: number;
  readonly leftOut: number;
  /** matrix[truth][prediction] counts, in the order of SIX_CLASSES: off the diagonal, the study's table 4. */
  readonly matrix: readonly (readonly number[])[];
  readonly perClass: Readonly<Record<SixClass, ConfusionFigures & { readonly n: number }>>;
  /** Share of cases whose class is right: micro-averaged precision, recall and F1 all equal it. */
  readonly accuracy: number;
  /** Plain mean over the classes that occur; a class never predicted counts with precision 0. */
  readonly macro: Averages;
  /** Mean weighted by the classes' n. */
  readonly weighted: Averages;
}

/** Averages over classes. */
export interface Averages {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** A case's truth and what was predicted of it. */
export interface SixWayCase {
  readonly truth: LabelMap<boolean>;
  readonly probabilities: LabelMap<number>;
}

/** The one class that a case has; null where it has several types, or a hemorrhage of no stated type. */
function trueClass(truth: LabelMap<boolean>): SixClass | null {
  const types = HEMORRHAGE_TYPES.filter((type) => truth[type]);
  if (types.length === 0) return truth.any ? null : 'none';
  return types.length === 1 ? (types[0] ?? null) : null;
}

/** 'none' below the threshold of `any`; else the type that is highest above its own threshold, as odds. */
function predictedClass(probabilities: LabelMap<number>, thresholds: LabelMap<number>): SixClass {
  if (probabilities.any < thresholds.any) return 'none';
  const odds = (p: number) => p / Math.max(1e-12, 1 - p);
  const excess = (type: Exclude<Label, 'any'>) =>
    odds(probabilities[type]) / Math.max(1e-12, odds(thresholds[type]));
  return HEMORRHAGE_TYPES.reduce((best, type) => (excess(type) > excess(best) ? type : best));
}

const orZero = (value: number) => (Number.isNaN(value) ? 0 : value);

function averages(
  classes: readonly (ConfusionFigures & { readonly n: number })[],
  weight: (n: number) => number,
): Averages {
  const total = classes.reduce((sum, { n }) => sum + weight(n), 0);
  const mean = (key: keyof Averages) =>
    classes.reduce((sum, figures) => sum + weight(figures.n) * orZero(figures[key]), 0) / total;
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

/** The confusion of six exclusive classes and its figures. */
export function sixWayTable(
  cases: readonly SixWayCase[],
  thresholds: LabelMap<number>,
): SixWayTable {
  const matrix = SIX_CLASSES.map(() => SIX_CLASSES.map(() => 0));
  let n = 0;
  for (const { truth, probabilities } of cases) {
    const actual = trueClass(truth);
    if (actual === null) continue;
    const row = matrix[SIX_CLASSES.indexOf(actual)];
    const column = SIX_CLASSES.indexOf(predictedClass(probabilities, thresholds));
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
    n += 1;
  }
  const at = (row: number, column: number) => matrix[row]?.[column] ?? 0;
  const rows = SIX_CLASSES.map((name, index) => {
    const truePositives = at(index, index);
    const inClass = SIX_CLASSES.reduce((sum, _, column) => sum + at(index, column), 0);
    const called = SIX_CLASSES.reduce((sum, _, row) => sum + at(row, index), 0);
    const counts = {
      truePositives,
      falsePositives: called - truePositives,
      falseNegatives: inClass - truePositives,
      trueNegatives: n - called - inClass + truePositives,
    };
    return [name, { ...figuresOf(counts), n: inClass }] as const;
  });
  const present = rows.map(([, figures]) => figures).filter((figures) => figures.n > 0);
  return {
    n,
    leftOut: cases.length - n,
    matrix,
    perClass: Object.fromEntries(rows) as SixWayTable['perClass'],
    accuracy: SIX_CLASSES.reduce((sum, _, index) => sum + at(index, index), 0) / n,
    macro: averages(present, () => 1),
    weighted: averages(present, (count) => count),
  };
}
