import type { Viewport as CornerstoneViewport, Image } from 'cornerstone-core';
import type { ViewState } from './view-state.ts';

/**
 * The view in Cornerstone's terms. Its ramp is ((v - c) / w + 0.5): with c - 0.5 and w - 1 it is the LINEAR function of
 * PS3.3 C.11.2.1.2.1, the one that the model's input goes through. A VOI LUT of the file would win over any window
 * (cornerstone#399): it is left out. MONOCHROME1 is inverted by the image's own flag. `scale`: pixels of the display an image pixel takes.
 */
export function cornerstoneViewport(
  view: ViewState,
  image: Image,
  scale: number,
): CornerstoneViewport {
  const { window, invert, hflip, vflip, rotation, pan } = view;
  return {
    scale,
    translation: pan,
    voi: { windowCenter: window.center - 0.5, windowWidth: Math.max(1e-5, window.width - 1) },
    invert: invert !== image.invert,
    hflip,
    vflip,
    rotation,
    pixelReplication: false,
  };
}

/**
 * The pan of a view at 1:1, moved by less than a pixel so that each image pixel lies on one pixel of the display and none between two:
 * Cornerstone puts the middle of the image on the middle of the canvas, which is half a pixel off where one of them is odd.
 */
export function onWholePixels(
  { pan, rotation }: Pick<ViewState, 'pan' | 'rotation'>,
  image: Pick<Image, 'columns' | 'rows'>,
  room: { readonly width: number; readonly height: number },
): ViewState['pan'] {
  const lies = rotation % 180 !== 0;
  const whole = (moved: number, size: number, pixels: number): number => {
    const corner = (size - pixels) / 2;
    return Math.round(corner + moved) - corner;
  };
  return {
    x: whole(pan.x, room.width, lies ? image.rows : image.columns),
    y: whole(pan.y, room.height, lies ? image.columns : image.rows),
  };
}
