import type { Image } from 'cornerstone-core';
import type { SliceHeader } from '#dicom';
import { paddingOf } from '#imaging';
import type { SlicePixels } from '#measure';

/** The stored values of a decoded slice, with the padding that its header states. */
export function slicePixels(
  image: Pick<Image, 'rows' | 'columns' | 'slope' | 'intercept' | 'getPixelData'>,
  header: SliceHeader,
): SlicePixels {
  const { rows, columns, slope, intercept } = image;
  const type = header.rescaleType.trim();
  return {
    rows,
    columns,
    stored: image.getPixelData(),
    slope,
    intercept,
    padding: paddingOf(header, { slope, intercept }),
    isHounsfield:
      header.modality === 'CT' &&
      header.rescaleSlope !== null &&
      header.rescaleIntercept !== null &&
      (type === '' || type === 'HU'),
  };
}
