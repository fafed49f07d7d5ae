import type { SliceHeader } from '#dicom';
import type { Point } from './image-frame.ts';

/** A line on a slice, in pixels from the corner of the image. */
export interface ImageLine {
  readonly from: Point;
  readonly to: Point;
}

/** A length, in pixels where the file does not say how large they are. */
export interface Length {
  readonly value: number;
  readonly unit: 'mm' | 'px';
}

/** The length of a line. Pixel Spacing (0028,0030) is the distance of rows, then of columns: pixels need not be square. */
export function lengthOf({ from, to }: ImageLine, spacing: SliceHeader['pixelSpacing']): Length {
  const [ofRows, ofColumns] = spacing ?? [1, 1];
  return {
    value: Math.hypot((to.x - from.x) * ofColumns, (to.y - from.y) * ofRows),
    unit: spacing === null ? 'px' : 'mm',
  };
}

/** "23.4 mm"; "57.0 px (no pixel spacing)". */
export const lengthText = ({ value, unit }: Length): string =>
  `${value.toFixed(1)} ${unit === 'mm' ? 'mm' : 'px (no pixel spacing)'}`;
