import type { Viewport as CornerstoneViewport, Image } from 'cornerstone-core';
import type { ViewState } from './view-state.ts';

/**
 * The view in Cornerstone's terms. Its ramp is ((v - c) / w + 0.5): with c - 0.5 and w - 1 it is the LINEAR function of
 * PS3.3 C.11.2.1.2.1, the one that the model's input goes through. A VOI LUT of the file would win over any window
 * (cornerstone#399): it is left out. MONOCHROME1 is inverted by the image's own flag.
 */
export function cornerstoneViewport(
  view: ViewState,
  image: Image,
  fitScale: number,
): CornerstoneViewport {
  const { window, invert, hflip, vflip, rotation, zoom, pan } = view;
  return {
    scale: fitScale * zoom,
    translation: pan,
    voi: { windowCenter: window.center - 0.5, windowWidth: Math.max(1e-5, window.width - 1) },
    invert: invert !== image.invert,
    hflip,
    vflip,
    rotation,
    pixelReplication: false,
  };
}
