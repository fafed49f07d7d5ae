declare const unit: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [unit]: Name };

/** Hounsfield units: -1024 (air and below) to about 3071 (dense bone); metal goes beyond. */
export type HU = Branded<number, 'HU'>;
/** Millimeters in the patient's coordinate system (DICOM LPS). */
export type Mm = Branded<number, 'Mm'>;
/** Milliseconds since the epoch, or a duration. */
export type Ms = Branded<number, 'Ms'>;
/** 0..1. */
export type Probability = Branded<number, 'Probability'>;
/** 0-based index into a series' slices in their order along the normal. */
export type SliceIndex = Branded<number, 'SliceIndex'>;

/** Marks a number as Hounsfield units. */
export const hu = (value: number): HU => value as HU;
/** Marks a number as millimeters. */
export const mm = (value: number): Mm => value as Mm;
/** Marks a number as milliseconds. */
export const ms = (value: number): Ms => value as Ms;
/** Marks a number as a slice index. */
export const sliceIndex = (value: number): SliceIndex => value as SliceIndex;
/** Marks a number as a probability; clamps rounding dust to 0..1. NaN stays NaN, for the caller to refuse. */
export const probability = (value: number): Probability =>
  Math.min(1, Math.max(0, value)) as Probability;
