import { isLegalUid, type SliceHeader, type Vector3 } from '#dicom';

/** A closed polygon in a frame of reference. */
export interface SliceOutline {
  readonly frameOfReferenceUid: string;
  /** The four corners and the first again, in mm (LPS). */
  readonly corners: readonly Vector3[];
}

/** Corners in halves of the image: left or right, top or bottom. */
const AROUND = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [0, 0],
] as const;

/**
 * The outer edge of a slice in the patient's coordinates (PS3.3 C.7.6.2.1.1; the position is that of the first pixel's center). Null
 * where it does not say where it is, or in which frame of reference.
 */
export function sliceOutline(header: SliceHeader): SliceOutline | null {
  const { frameOfReferenceUid, imagePositionPatient: from, imageOrientationPatient } = header;
  const { pixelSpacing, rows, columns } = header;
  if (frameOfReferenceUid === null || !isLegalUid(frameOfReferenceUid)) return null;
  if (from === null || imageOrientationPatient === null || pixelSpacing === null) return null;
  const [alongRow, alongColumn] = imageOrientationPatient;
  const [rowSpacing, columnSpacing] = pixelSpacing;
  const corners = AROUND.map(([right, down]): Vector3 => {
    const across = (right * columns - 0.5) * columnSpacing;
    const below = (down * rows - 0.5) * rowSpacing;
    const at = (axis: 0 | 1 | 2) =>
      from[axis] + alongRow[axis] * across + alongColumn[axis] * below;
    return [at(0), at(1), at(2)];
  });
  return corners.flat().every(Number.isFinite) ? { frameOfReferenceUid, corners } : null;
}
