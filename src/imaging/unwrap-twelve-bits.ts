import type { Reason } from '#base';
import type { DecodedFrame, SliceHeader } from '#dicom';

/** Stored values after the repair, the intercept that goes with them, and what to tell. */
export interface Unwrapped {
  readonly pixels: Int16Array;
  readonly intercept: number;
  readonly note: Reason;
}

/**
 * The repair of a defect known from the RSNA 2019 set: 12-bit unsigned files with an intercept near 0 hold negative values
 * that wrapped round 4096. Per slice, before the rescale: x + 1000, minus 4096 where that reaches 4096, and intercept
 * -1000. null where the header is not of that kind or no value wrapped (then the repair changes nothing).
 */
export function unwrapTwelveBits(
  pixels: DecodedFrame['pixels'],
  header: Pick<SliceHeader, 'bitsStored' | 'pixelRepresentation' | 'rescaleIntercept'>,
): Unwrapped | null {
  const { bitsStored, pixelRepresentation, rescaleIntercept } = header;
  if (bitsStored !== 12 || pixelRepresentation !== 0) return null;
  if (rescaleIntercept === null || !(Math.trunc(rescaleIntercept) > -100)) return null;
  let wrapped = 0;
  const repaired = Int16Array.from(pixels, (stored) => {
    const raised = stored + 1000;
    if (raised < 4096) return raised;
    wrapped += 1;
    return raised - 4096;
  });
  if (wrapped === 0) return null;
  return {
    pixels: repaired,
    intercept: -1000,
    note: {
      code: 'twelve-bit-wrap-repaired',
      text: `${wrapped} stored values had wrapped round 12 bits and were repaired`,
    },
  };
}
