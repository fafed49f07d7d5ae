import type { Point } from './image-frame.ts';
import { isClick } from './is-click.ts';

/** A place under the pointer: on the screen, where hands tremble, and in the image, which may be zoomed. */
export interface Place {
  readonly screen: Point;
  readonly image: Point;
}

/** What the pointer does while points are set. */
export interface StrokeGesture {
  down(at: Place): void;
  move(at: Place): void;
  up(at: Place): void;
  /** Gives up what was begun, or the last of its points. */
  cancel(): void;
  /** From now on so many points a stroke; what was begun is given up. [] sets none. */
  use(strokes: readonly number[]): void;
}

/**
 * Sets the points of a measurement, stroke by stroke: by dragging, or by a click at each. Tells the points so far with the one under
 * the pointer (not done), all of them when they are done, and null when they are given up.
 */
export function strokeGesture(
  tell: (points: readonly Point[] | null, done: boolean) => void,
): StrokeGesture {
  let strokes: readonly number[] = [];
  let points: readonly Point[] = [];
  /** Where the pointer went down and set the first point of a stroke. */
  let began: Point | null = null;
  /** Since the pointer went down, nothing was given up. */
  let pressed = false;

  const total = (): number => strokes.reduce((sum, count) => sum + count, 0);
  /** How many points the stroke takes that begins here; null in the midst of one. */
  const beginning = (): number | null => {
    let first = 0;
    for (const count of strokes) {
      if (first === points.length) return count;
      first += count;
    }
    return null;
  };
  const set = (point: Point): void => {
    points = [...points, point];
    if (points.length < total()) {
      tell(points, false);
      return;
    }
    const all = points;
    points = [];
    tell(all, true);
  };
  const cancel = (): void => {
    if (points.length > 0) tell(null, false);
    points = [];
    pressed = false;
  };
  return {
    down: (at) => {
      pressed = true;
      began = null;
      if ((beginning() ?? 0) < 2) return;
      began = at.screen;
      points = [...points, at.image];
    },
    move: (at) => {
      if (points.length > 0) tell([...points, at.image], false);
    },
    up: (at) => {
      if (total() === 0 || !pressed) return;
      pressed = false;
      // A click: the other end is to come.
      if (began !== null && isClick(began, at.screen)) return;
      const alone = beginning() === 1;
      if (points.length > 0 || alone) set(at.image);
    },
    cancel,
    use: (next) => {
      cancel();
      strokes = next;
    },
  };
}
