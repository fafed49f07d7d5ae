import { LABELS, type Label } from '#base';
import type { LabelFigures } from '#evaluation';

/** One label's area under the ROC curve over slices. */
export interface RowFigure {
  readonly auc: number | null;
  readonly n: number;
  readonly positives: number;
  /** 95 %, patients drawn; null where fewer than two are positive. */
  readonly ci: readonly [number, number] | null;
}

/** Figures by label; a label that a method can't tell is absent. */
export type RowFigures = Readonly<Partial<Record<Label, RowFigure>>>;

/** One system of the comparison. */
export interface CompareRow {
  readonly id: string;
  readonly architecture: string;
  /** Of the network's channels, 1 as published; null: no such thing. */
  readonly width: number | null;
  /** Pixels along a side. */
  readonly inputSize: number;
  readonly parameters: number;
  /** Slices that it was shown in training, again and again; null: nothing was, or it is not known. */
  readonly slicesSeen: number | null;
  /** Weights and graph. */
  readonly bytes: number;
  /** A slice; null where nothing was counted. */
  readonly gflops: number | null;
  /** On one slice at a time, without reading it. */
  readonly msPerSlice: number;
  /** ct-ich, out of fold; null: not measured. */
  readonly home: RowFigures | null;
  /** Slices of scanners that nothing was trained or tuned on; null: not measured. */
  readonly abroad: RowFigures | null;
  /** At the published width and input size. */
  readonly asPublished: boolean;
  readonly note: string;
}

/** The row's part of what was measured, of the labels that were. */
export function rowFigures(
  figures: Readonly<Partial<Record<Label, RowFigure | LabelFigures>>>,
  labels: readonly Label[] = LABELS,
): RowFigures {
  return Object.fromEntries(
    labels.flatMap((label) => {
      const measured = figures[label];
      if (measured === undefined) return [];
      const { auc, n, positives, ci } = measured;
      return [[label, { auc, n, positives, ci }]];
    }),
  );
}
