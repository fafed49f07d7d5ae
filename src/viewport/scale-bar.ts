/** A bar of a round length. */
export interface ScaleBar {
  readonly mm: number;
  /** CSS pixels. */
  readonly length: number;
}

const ROUND_LENGTHS = [1, 2, 5, 10, 20, 50, 100, 200];

/** The longest round length that fits in `most` CSS pixels; null where the scale is unknown. */
export function scaleBar(mmPerPixel: number | null, most: number): ScaleBar | null {
  if (mmPerPixel === null || !(mmPerPixel > 0)) return null;
  const fitting = ROUND_LENGTHS.filter((length) => length / mmPerPixel <= most);
  const longest = fitting.at(-1);
  return longest === undefined ? null : { mm: longest, length: longest / mmPerPixel };
}
