import type { Image } from 'cornerstone-core';
import type { Point } from './image-frame.ts';
import { onImage } from './image-frame.ts';
import type { Look } from './lens-follower.ts';
import { createPainter, type Painter } from './painter.ts';
import type { ViewState } from './view-state.ts';

/** How many times larger than the image round it. */
export const LENS_TIMES = 2.5;
/** In CSS pixels; less where the pane is small. */
const WIDEST = 240;
const PART_OF_PANE = 0.6;

/** A round magnifier over a pane: drawn from the image itself, not from its picture, with the pane's window. */
export interface Lens {
  /** Shows what lies at a place of the pane, in CSS pixels, magnified round that place. */
  show(at: Point, look: Look): void;
  remove(): void;
}

/** Makes a lens over the pane that `host` holds and `under` draws. */
export function createLens(host: HTMLElement, under: Painter): Lens {
  const glass = document.createElement('div');
  const side = Math.round(
    Math.min(WIDEST, PART_OF_PANE * Math.min(host.clientWidth, host.clientHeight)),
  );
  glass.dataset.testid = 'lens';
  // Nothing of a picture that is saved: it marks a place for a moment.
  glass.dataset.passing = '';
  Object.assign(glass.style, {
    position: 'absolute',
    width: `${side}px`,
    height: `${side}px`,
    borderRadius: '50%',
    overflow: 'hidden',
    background: '#000',
    boxShadow: '0 0 0 2px #7db7f5, 0 0 0 4px rgb(0 0 0 / 0.8)',
    pointerEvents: 'none',
  });
  host.append(glass);
  const inner = document.createElement('div');
  Object.assign(inner.style, { position: 'absolute', inset: '0' });
  glass.append(inner);
  const painter = createPainter(inner);

  return {
    show: (at, { image, view, heat }) => {
      glass.style.left = `${at.x - side / 2}px`;
      glass.style.top = `${at.y - side / 2}px`;
      painter.paint(image, lensView(at, image, view, under, painter), heat);
    },
    remove: () => {
      painter.remove();
      glass.remove();
    },
  };
}

/** The view with what lies at `at` in the middle of the lens. */
function lensView(
  at: Point,
  image: Image,
  view: ViewState,
  under: Painter,
  lens: Painter,
): ViewState {
  const frame = under.frame();
  const place = onImage(frame, at);
  const dx = place.x - image.columns / 2;
  const dy = place.y - image.rows / 2;
  const { alongRow, alongColumn } = frame;
  // From the middle of the image, in pixels of the image that lie along the sides of the screen: turns are by right angles.
  const from = (axis: 'x' | 'y'): number =>
    (alongRow[axis] * dx + alongColumn[axis] * dy) /
    (Math.abs(alongRow[axis]) + Math.abs(alongColumn[axis]));
  const fitted = { ...view, actual: false, zoom: 1 };
  const zoom = (LENS_TIMES * under.scale(image, view)) / lens.scale(image, fitted);
  return { ...fitted, zoom, pan: { x: -from('x'), y: -from('y') } };
}
