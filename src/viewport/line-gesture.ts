import type { Point } from './image-frame.ts';
import type { ImageLine } from './length.ts';

/** A place under the pointer: on the screen, where hands tremble, and in the image, which may be zoomed. */
export interface Place {
  readonly screen: Point;
  readonly image: Point;
}

/** What the pointer does while lines are drawn. */
export interface LineGesture {
  down(at: Place): void;
  move(at: Place): void;
  up(at: Place): void;
  cancel(): void;
}

/** Nearer than this, in CSS pixels, pressing and letting go is a click. */
const CLICK = 4;

/** Draws lines by dragging, or by a click at each end. Tells the line as it grows (not done) and when it is done; null: none. */
export function lineGesture(tell: (line: ImageLine | null, done: boolean) => void): LineGesture {
  let start: Place | null = null;
  const lineTo = (from: Place, to: Place): ImageLine => ({ from: from.image, to: to.image });
  return {
    down: (at) => {
      start ??= at;
    },
    move: (at) => {
      if (start !== null) tell(lineTo(start, at), false);
    },
    up: (at) => {
      if (start === null) return;
      const { x, y } = start.screen;
      if (Math.hypot(at.screen.x - x, at.screen.y - y) < CLICK) return; // A click: the other end is to come.
      tell(lineTo(start, at), true);
      start = null;
    },
    cancel: () => {
      if (start !== null) tell(null, false);
      start = null;
    },
  };
}
