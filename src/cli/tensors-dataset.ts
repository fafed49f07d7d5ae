import type { HuImage } from '#imaging';

/** One slice of a dataset, its pixels not read yet. */
export interface LabelledSlice {
  readonly id: string;
  readonly patient: string;
  /** Slices with one name here are neighbors of each other: a study, or one series of it. */
  readonly study: string;
  /** Order along z within the study, ascending from the caudal end; gaps are allowed. */
  readonly position: number;
  /** Cross-validation fold of the patient, or null. */
  readonly fold: number | null;
  /** 0 or 1, in the order of LABELS. null: unlabelled, there as a neighbor only. */
  readonly labels: readonly number[] | null;
  /** The file relative to the dataset's folder. */
  readonly file: string;
}

/** A dataset ready to become tensors: every slice known and checked, none read. */
export interface LabelledDataset {
  readonly slices: readonly LabelledSlice[];
  /** Reads one slice in HU; null: it is to be left out. */
  readonly read: (slice: LabelledSlice) => Promise<HuImage | null>;
}
