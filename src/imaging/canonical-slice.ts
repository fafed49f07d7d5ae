import { releaseBuffer } from '#base';
import type { DecodedFrame, SliceHeader } from '#dicom';
import { type Hounsfield, type HounsfieldHeader, toHounsfield } from './hounsfield.ts';
import { type SliceTurn, turned, turnOf } from './slice-turn.ts';

/** What of a header decides how stored values become a canonical slice in HU. */
export type CanonicalHeader = HounsfieldHeader & Pick<SliceHeader, 'imageOrientationPatient'>;

/** A slice in HU, turned to the canonical left, right, front and back. */
export interface CanonicalSlice extends Hounsfield {
  /** How it was turned from the stored one. */
  readonly turn: SliceTurn;
}

/**
 * Stored values to the slice that everything but the display looks at: in HU, columns to the patient's left, rows to the back. The
 * app, the command line, evaluation and training tensors all begin here, so that a head that is stored the other way round, with
 * a header that says so, gives the same numbers.
 */
export function canonicalSlice(frame: DecodedFrame, header: CanonicalHeader): CanonicalSlice {
  const { image: stored, notes, airHu } = toHounsfield(frame, header);
  const turn = turnOf(header.imageOrientationPatient);
  const image = turned(stored, turn);
  if (image !== stored) releaseBuffer(stored.values);
  return { image, notes, airHu, turn };
}
