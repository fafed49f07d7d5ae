import type { HuImage } from '#imaging';

/** Where a bleed of one type lies on a slice, as a reader drew it: edges as fractions (0 to 1) of the slice's width and height. */
export interface LesionBox {
  /** Index of the type in LABELS, 1 to 5. */
  readonly label: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One slice of a dataset, its pixels not read yet. */
export interface LabeledSlice {
  readonly id: string;
  readonly patient: string;
  /** Slices with one name here are neighbors of each other: a study, or one series of it. */
  readonly study: string;
  /** Order along z within the study, ascending from the caudal end; gaps are allowed. */
  readonly position: number;
  /** Cross-validation fold of the patient, or null. */
  readonly fold: number | null;
  /** 0 or 1, in the order of LABELS. null: unlabeled, there as a neighbor only. */
  readonly labels: readonly number[] | null;
  /** The file relative to the dataset's folder. */
  readonly file: string;
  /** Boxes round bleeds. Absent: nobody drew any, which does not say that there is none. */
  readonly boxes?: readonly LesionBox[];
}

/** A dataset ready to become tensors: every slice known and checked, none read. */
export interface LabeledDataset {
  readonly slices: readonly LabeledSlice[];
  /** Reads one slice in HU; null: it is to be left out. */
  readonly read: (slice: LabeledSlice) => Promise<HuImage | null>;
  /** The slice in a window that holds bone, where the dataset has one beside the brain's; null: this slice has none. */
  readonly readBone?: (slice: LabeledSlice) => Promise<HuImage | null>;
}
