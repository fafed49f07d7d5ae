import type { Point } from './image-frame.ts';

/** Nearer than this, in CSS pixels, pressing and letting go is a click. */
const CLICK = 4;

/** Whether the pointer, pressed and let go at these places of the screen, only clicked: hands tremble. */
export const isClick = (down: Point, up: Point): boolean =>
  Math.hypot(up.x - down.x, up.y - down.y) < CLICK;
