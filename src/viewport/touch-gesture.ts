import type { GestureActions } from './gestures.ts';
import type { Point } from './image-frame.ts';
import { isClick } from './is-click.ts';

/** So far does a finger move for one slice, in CSS pixels. */
const TRAVEL = 12;

/** What two fingers did since they were last looked at. */
export interface Pinch {
  /** How many times as far from each other they are. */
  readonly factor: number;
  /** Where their middle was and is, in CSS pixels from the middle of the element. */
  readonly from: Point;
  readonly to: Point;
}

/** What fingers do. Places in CSS pixels of the element. */
export interface TouchGesture {
  down(finger: number, at: Point): void;
  /** `middle`: of the element, where zooming by other means keeps the image. */
  move(finger: number, at: Point, middle: Point): void;
  up(finger: number, at: Point): void;
  cancel(finger: number): void;
}

/** The parts of what a pointer asks for that fingers ask for. */
export type TouchActions = Pick<GestureActions, 'pinch' | 'points' | 'scroll' | 'tool' | 'zoom'>;

/**
 * One finger scrolls (down goes on), zooms with the tool of zooming, and sets points with a tool of measuring; two zoom and move the
 * image, whatever the tool. What a third does counts for nothing, and so does the finger that stays after two: nobody lifts both at once.
 */
export function touchGesture(actions: TouchActions): TouchGesture {
  const fingers = new Map<number, Point>();
  let kind: 'none' | 'begun' | 'scroll' | 'zoom' | 'points' | 'pinch' | 'over' = 'none';
  let first: Point = { x: 0, y: 0 };
  let last: Point = first;

  const end = (finger: number): void => {
    fingers.delete(finger);
    if (fingers.size === 0) kind = 'none';
    else if (kind === 'pinch' && fingers.size < 2) kind = 'over';
  };
  const giveUp = (): void => {
    if (kind === 'points') actions.points.cancel();
  };
  /** A finger that trembles has not begun to move: a second one may be on its way. */
  const begin = (at: Point): void => {
    if (isClick(first, at)) return;
    const tool = actions.tool();
    kind = tool === 'window' ? 'scroll' : tool === 'zoom' ? 'zoom' : 'points';
    if (kind === 'points') actions.points.down(first);
  };
  const one = (at: Point): void => {
    if (kind === 'begun') begin(at);
    if (kind === 'points') actions.points.move(at);
    if (kind === 'zoom') {
      actions.zoom(1.01 ** (last.y - at.y));
      last = at;
    }
    if (kind !== 'scroll') return;
    const steps = Math.trunc((at.y - last.y) / TRAVEL);
    last = { x: at.x, y: last.y + steps * TRAVEL };
    if (steps !== 0) actions.scroll(steps);
  };

  return {
    down: (finger, at) => {
      if (fingers.size >= 2) return;
      fingers.set(finger, at);
      if (fingers.size === 2) {
        giveUp();
        kind = kind === 'over' ? 'over' : 'pinch';
        return;
      }
      kind = 'begun';
      first = at;
      last = at;
    },
    move: (finger, at, middle) => {
      const was = fingers.get(finger);
      if (was === undefined) return;
      fingers.set(finger, at);
      if (kind !== 'pinch') {
        if (fingers.size === 1) one(at);
        return;
      }
      const other = [...fingers].find(([id]) => id !== finger)?.[1];
      if (other === undefined) return;
      actions.pinch({
        factor: apart(at, other) / apart(was, other),
        from: between(was, other, middle),
        to: between(at, other, middle),
      });
    },
    up: (finger, at) => {
      if (!fingers.has(finger)) return;
      if (kind === 'points') actions.points.up(at);
      if (kind === 'begun') tap(actions, at);
      end(finger);
    },
    cancel: (finger) => {
      if (!fingers.has(finger)) return;
      giveUp();
      end(finger);
    },
  };
}

/** A click of the tool, where it has one. */
function tap({ tool, points }: TouchActions, at: Point): void {
  if (tool() === 'window' || tool() === 'zoom') return;
  points.down(at);
  points.up(at);
}

/** Never 0: fingers are not thinner than a pixel. */
const apart = (a: Point, b: Point): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

const between = (a: Point, b: Point, middle: Point): Point => ({
  x: (a.x + b.x) / 2 - middle.x,
  y: (a.y + b.y) / 2 - middle.y,
});
