import type { Evaluation, ReliabilityBin, Thresholds } from '#evaluation';
import type { Truth } from '#labels';
import type { JudgedModel } from './judged-model.ts';
import type { Dimension } from './subgroups.ts';

/** A part that was counted, with Wilson's 95 % interval; null where nothing was counted. */
export interface Counted {
  readonly part: number;
  readonly n: number;
  readonly interval: readonly [number, number] | null;
}

/** `any` at an operating point. */
export interface PointFigures {
  readonly threshold: number;
  readonly sensitivity: Counted;
  readonly specificity: Counted;
}

/** Studies of a kind. */
export interface SubgroupRow {
  readonly group: string;
  readonly n: number;
  readonly positives: number;
  readonly auc: number | null;
  readonly ci: readonly [number, number] | null;
  /** At the balanced point. */
  readonly sensitivity: Counted;
  readonly specificity: Counted;
}

/** Points of a ROC curve and tenths of a reliability plot, of `any`. */
export interface Curves {
  readonly roc: readonly (readonly [falseAlarms: number, sensitivity: number])[];
  readonly reliability: readonly ReliabilityBin[];
}

/** How sure the figures are, and how many cases would make them sure to within `halfWidth`. */
export interface Power {
  readonly halfWidth: number;
  readonly sensitivity: { readonly now: number | null; readonly positivesNeeded: number | null };
  readonly specificity: { readonly now: number | null; readonly negativesNeeded: number | null };
  /** At the prevalence of these studies. */
  readonly auc: { readonly now: number | null; readonly studiesNeeded: number | null };
}

/**
 * What a site's labeled studies say of a package. Holds no identifier of a patient, study or file and no date: it can be laid beside
 * another site's. `version` numbers the format.
 */
export interface ValidationReport {
  readonly format: 'ich-triage-validation';
  readonly version: 1;
  readonly model: Pick<JudgedModel, 'id' | 'title' | 'hash' | 'status' | 'flaggedBy'>;
  readonly labels: {
    readonly level: Truth['level'];
    readonly names: number;
    readonly unmatched: number;
  };
  readonly studies: {
    readonly given: number;
    readonly labeled: number;
    readonly judged: number;
    readonly unlabeled: number;
    readonly patients: number;
  };
  /** Labeled studies without a result that counts, by the code of the reason. */
  readonly notAnalyzed: readonly {
    readonly code: string;
    readonly n: number;
    readonly positives: number;
  }[];
  /** Labeled slices that were not analyzed, and how many of them are positive. */
  readonly slicesNotAnalyzed: { readonly n: number; readonly positives: number };
  readonly seed: number;
  readonly figures: Evaluation;
  readonly points: Readonly<Record<keyof Thresholds, PointFigures>>;
  readonly curves: { readonly studies: Curves; readonly slices: Curves | null };
  readonly subgroups: Readonly<Record<Dimension, readonly SubgroupRow[]>>;
  readonly power: Power;
}
