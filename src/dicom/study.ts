import type { Mm, Reason } from '#base';
import type { PatientIdentity, SliceHeader, Vector3 } from './slice-header.ts';

/** Where a series lies in space, from Image Position and Orientation alone. */
export interface SeriesGeometry {
  /** Unit normal of the slices, pointing from the first slice to the last (made to point cranially). null: unknown. */
  readonly normal: Vector3 | null;
  /** Signed distance of each slice along the normal, in the order of `slices`; [] where unknown. */
  readonly positions: readonly Mm[];
  /** Median distance between neighbors. */
  readonly medianSpacing: Mm | null;
  /** Distance between first and last slice. */
  readonly extent: Mm | null;
  /** Angle between the normal and the table's long axis, degrees: gantry tilt or an oblique reformat. */
  readonly tiltDegrees: number | null;
  /** Indices i with a gap (> 1.5 median spacings) between slice i and i + 1. */
  readonly gapsAfter: readonly number[];
  /** True where Instance Number, not position, gave the order. */
  readonly orderedByInstanceNumber: boolean;
}

/** A doubt about a series, in full and in few words for a row. */
export interface Caution extends Reason {
  readonly short: string;
}

/** Whether a series can be the one to analyze. */
export type SeriesRole =
  | { readonly kind: 'candidate' }
  | { readonly kind: 'set-aside'; readonly reason: Reason };

/** Slices that share a Series Instance UID (and orientation and size), in order along the normal, caudal to cranial. */
export interface Series {
  /** Unique in the study; the Series Instance UID unless one UID had to be split. */
  readonly key: string;
  readonly seriesInstanceUid: string;
  readonly seriesDescription: string;
  readonly seriesNumber: number | null;
  readonly modality: string;
  readonly slices: readonly SliceHeader[];
  /** Same position or same SOP instance as another slice: kept out of `slices`, never lost. */
  readonly duplicates: readonly SliceHeader[];
  /** What grouping saw that makes the series less than it looks: slices elsewhere, slices of another kind. What its own headers contradict: `seriesCautions`. */
  readonly cautions: readonly Caution[];
  readonly geometry: SeriesGeometry;
  readonly role: SeriesRole;
}

/** One study of one patient. Two patients with one Study Instance UID are two studies. */
export interface Study {
  /** Opaque and stable across reloads: hash of Study Instance UID and Patient ID. */
  readonly key: string;
  readonly studyInstanceUid: string;
  readonly patient: PatientIdentity;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly studyDescription: string;
  readonly accessionNumber: string;
  readonly series: readonly Series[];
  /** Key of the series to analyze, and why this one: null where none can be. */
  readonly chosen: { readonly seriesKey: string; readonly reason: string } | null;
}
