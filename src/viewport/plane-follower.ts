import { isAbort } from '#base';
import type { PlaneKind } from '#imaging';
import type { Plane, VolumePlanes } from './volume-planes.ts';

/** Follows the reader through the planes of a kind: one is computed at a time, and of what was asked for meanwhile only the newest. */
export interface PlaneFollower {
  want(place: number): void;
  /** Nothing is told any more; what is under way is given up. */
  stop(): void;
}

/** Tells of each plane when it is there. One that failed is told of once and does not stop the next. */
export function followPlanes(
  planes: Pick<VolumePlanes, 'cut'>,
  kind: PlaneKind,
  on: { readonly drawn: (plane: Plane) => void; readonly failed: (error: unknown) => void },
): PlaneFollower {
  const stop = new AbortController();
  const { signal } = stop;
  let wanted: number | null = null;
  let busy = false;

  const work = async (): Promise<void> => {
    busy = true;
    while (wanted !== null && !signal.aborted) {
      const place = wanted;
      wanted = null;
      try {
        const plane = await planes.cut(kind, place, signal);
        if (!signal.aborted) on.drawn(plane);
      } catch (error) {
        if (!signal.aborted && !isAbort(error)) on.failed(error);
      }
    }
    busy = false;
  };
  return {
    want: (place) => {
      wanted = place;
      if (!busy) void work();
    },
    stop: () => stop.abort(new DOMException('The planes were closed.', 'AbortError')),
  };
}
