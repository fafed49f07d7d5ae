import type { EnabledElement } from 'cornerstone-core';
import { wiredCornerstone } from './cornerstone.ts';

/** An element that Cornerstone draws images in. */
export interface Enabled {
  /** Draws what Cornerstone was given, in the next frame; asked for again before it, once. */
  redraw(): void;
  /** The element has another size, which empties its canvas: `given` says what to draw there, and it is drawn at once. */
  resize(given: () => void): void;
  /** Draws nothing of what it was given, not in the next frame either. */
  forget(): void;
  remove(): void;
}

/**
 * Enables an element in Cornerstone without `enable`, which would ask for each and every frame for as long as the element is there: a page
 * that shows an image would make sixty frames a second for nothing, three elements would run three such loops, and whoever analyzes
 * beside it would go without that time. Each picture is told by Cornerstone's own event.
 */
export function enableElement(element: HTMLElement): Enabled {
  const cornerstone = wiredCornerstone();
  const canvas = document.createElement('canvas');
  canvas.className = 'cornerstone-canvas';
  canvas.style.display = 'block';
  // Asked for first and without options: Cornerstone would ask for a `desynchronized` one, whose pictures go past the page's own
  // frames, and the image could be on the screen before its number.
  canvas.getContext('2d');
  element.append(canvas);
  const enabled: EnabledElement & Readonly<Record<'options' | 'data' | 'renderingTools', object>> =
    {
      element,
      canvas,
      invalid: false,
      needsRedraw: false,
      layers: [],
      options: {},
      data: {},
      renderingTools: {},
    };
  cornerstone.addEnabledElement(enabled);
  cornerstone.resize(element, true);

  let frame = 0;
  const draw = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    const { image } = enabled;
    if (image === undefined || !enabled.needsRedraw) return;
    const render = image.color ? cornerstone.renderColorImage : cornerstone.renderGrayscaleImage;
    render(enabled, enabled.invalid);
    enabled.invalid = false;
    enabled.needsRedraw = false;
    const detail = { element, image, viewport: enabled.viewport };
    element.dispatchEvent(new CustomEvent(cornerstone.EVENTS.IMAGE_RENDERED, { detail }));
  };

  return {
    redraw: () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    },
    resize: (given) => {
      cornerstone.resize(element, false);
      given();
      draw();
    },
    forget: () => {
      cancelAnimationFrame(frame);
      frame = 0;
      enabled.needsRedraw = false;
    },
    remove: () => {
      cancelAnimationFrame(frame);
      cornerstone.disable(element);
    },
  };
}
