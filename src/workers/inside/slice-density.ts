import { releaseBuffer } from '#base';
import type { DecodedFrame, SliceHeader } from '#dicom';
import { boxTurnedBack, canonicalSlice, denseTissue, PLANE_SIDE, turnedBack } from '#imaging';
import type { SliceDensity } from '../wire/analysis-service.ts';

/** Dense tissue of a decoded slice, laid over it as it is stored. */
export function sliceDensity(frame: DecodedFrame, header: SliceHeader): SliceDensity {
  const { image, turn } = canonicalSlice(frame, header);
  const { mask, box, pixels, hasSkull } = denseTissue(image);
  releaseBuffer(image.values);
  const plane = { height: PLANE_SIDE, width: PLANE_SIDE, values: Float32Array.from(mask) };
  const { pixelSpacing } = header;
  return {
    values: turnedBack(plane, turn).values,
    side: PLANE_SIDE,
    box: boxTurnedBack(box, image, turn),
    mm2: pixelSpacing === null ? null : pixels * pixelSpacing[0] * pixelSpacing[1],
    hasSkull,
  };
}
