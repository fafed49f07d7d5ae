import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import { type ImagePoint, type KindId, pointsOf } from '#measure';
import { type ImageFrame, onImage, type Point } from '#viewport';
import { isTaken } from '../settings/use-shortcuts.ts';

/** Where the cross hair is, and the points that were set with it. */
interface Placing {
  readonly at: ImagePoint;
  readonly points: readonly ImagePoint[];
}

/** Points set by keys: Enter brings a cross hair, arrows move it, Enter sets a point there, Backspace takes it back. */
export interface CrossHair {
  readonly at: ImagePoint | null;
  /** Brings the cross hair, or sets a point. */
  place(): void;
  /** Takes the cross hair away. Whether there was one. */
  leave(): boolean;
}

const ARROWS: ReadonlyMap<string, Point> = new Map([
  ['ArrowLeft', { x: -1, y: 0 }],
  ['ArrowRight', { x: 1, y: 0 }],
  ['ArrowUp', { x: 0, y: -1 }],
  ['ArrowDown', { x: 0, y: 1 }],
]);
/** Pixels of the image a step, alone and with Shift. */
const STEP = 1;
const FAR = 10;

/** The cross hair of the slice that is shown; gone with the tool and with the slice. `tell` hears as the pointer's listeners do. */
export function useCrosshair(on: {
  readonly kind: KindId | null;
  readonly frame: ImageFrame | null;
  readonly size: { readonly columns: number; readonly rows: number };
  /** Changes with the slice. */
  readonly slice: string;
  readonly tell: (points: readonly ImagePoint[] | null, done: boolean) => void;
}): CrossHair {
  const { kind, frame, size, slice, tell } = on;
  const [placing, setPlacing] = useState<Placing | null>(null);
  const giveUp = useEffectEvent(() => {
    if (placing === null) return;
    setPlacing(null);
    tell(null, false);
  });
  // In the commit itself: the next key may come before an effect's own rendering, and is no point of this.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another slice or tool begins anew.
  useLayoutEffect(() => void giveUp(), [kind, slice]);

  const go = (next: Placing): void => {
    setPlacing(next);
    tell(next.points.length === 0 ? null : [...next.points, next.at], false);
  };
  const place = (): void => {
    if (kind === null || frame === null) return;
    if (placing === null) {
      // In the middle of a pixel, so that a probe is of it.
      go({
        at: { x: Math.floor(size.columns / 2) + 0.5, y: Math.floor(size.rows / 2) + 0.5 },
        points: [],
      });
      return;
    }
    const points = [...placing.points, placing.at];
    if (points.length < pointsOf(kind)) {
      go({ ...placing, points });
      return;
    }
    setPlacing({ ...placing, points: [] });
    tell(points, true);
  };
  const leave = (): boolean => {
    if (placing === null) return false;
    setPlacing(null);
    tell(null, false);
    return true;
  };
  const move = (way: Point, step: number): void => {
    if (placing === null || frame === null) return;
    const by = imageWay(frame, way);
    const within = (value: number, most: number) => Math.min(most - 0.5, Math.max(0.5, value));
    go({
      ...placing,
      at: {
        x: within(placing.at.x + by.x * step, size.columns),
        y: within(placing.at.y + by.y * step, size.rows),
      },
    });
  };

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (placing === null || isTaken(event)) return;
    const way = ARROWS.get(event.key);
    if (way !== undefined) {
      event.preventDefault();
      move(way, event.shiftKey ? FAR : STEP);
    } else if (event.key === 'Backspace') {
      event.preventDefault();
      go({ ...placing, points: placing.points.slice(0, -1) });
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);
  return { at: placing?.at ?? null, place, leave };
}

/** One pixel of the image toward a side of the screen, however the image is turned. */
function imageWay(frame: ImageFrame, { x, y }: Point): Point {
  const from = onImage(frame, frame.origin);
  const to = onImage(frame, { x: frame.origin.x + x, y: frame.origin.y + y });
  const way = { x: to.x - from.x, y: to.y - from.y };
  const long = Math.hypot(way.x, way.y) || 1;
  return { x: Math.round(way.x / long), y: Math.round(way.y / long) };
}
