import { KINDS } from '#measure';
import type { GestureActions, Tool } from './gestures.ts';
import type { Point } from './image-frame.ts';
import type { Painter } from './painter.ts';
import { probeAt } from './probe.ts';
import type { SliceFollower } from './slice-follower.ts';
import { type Place, strokeGesture } from './stroke-gesture.ts';
import { draggedWindow, pinched, type ViewState, zoomed } from './view-state.ts';
import type { ViewportListeners } from './viewport.ts';

/** What the pointer acts on. */
export interface PointerTarget {
  readonly view: () => ViewState;
  readonly change: (next: ViewState) => void;
  readonly slices: SliceFollower;
  readonly painter: Painter;
  readonly listeners: ViewportListeners;
}

/** What the pointer does, with the tool that is chosen. */
export interface PointerActions extends GestureActions {
  setTool(tool: Tool): void;
}

/** What the pointer does to the view, the value under it, and the points it sets. The tool is 'window' at first. */
export function pointerActions(on: PointerTarget): PointerActions {
  const { view, change, slices, painter, listeners } = on;
  const points = strokeGesture(listeners.onPoints);
  let tool: Tool = 'window';
  const placed =
    (act: (at: Place) => void) =>
    (at: Point): void => {
      if (slices.now().shown !== null) act({ screen: at, image: painter.imagePoint(at) });
    };
  return {
    window: (dx, dy) => change(draggedWindow(view(), dx, dy)),
    zoom: (factor) => change(zoomed(view(), factor)),
    pinch: (by) => {
      const { shown } = slices.now();
      if (shown !== null) change(pinched(view(), by, (next) => painter.scale(shown.image, next)));
    },
    pan: (dx, dy) => {
      const { shown } = slices.now();
      if (shown === null) return;
      const { pan } = view();
      const scale = painter.scale(shown.image, view());
      change({ ...view(), pan: { x: pan.x + dx / scale, y: pan.y + dy / scale } });
    },
    scroll: listeners.onScroll,
    maximize: () => {
      if (tool === 'window') listeners.onMaximize(); // Two quick clicks of another tool are a short line.
    },
    probe: (at) => {
      const { shown } = slices.now();
      const there = at !== null && shown !== null;
      listeners.onProbe(there ? probeAt(shown.image, painter.imagePoint(at)) : null);
    },
    points: {
      down: placed(points.down),
      move: placed(points.move),
      up: placed(points.up),
      cancel: points.cancel,
    },
    tool: () => tool,
    setTool: (next) => {
      tool = next;
      points.use(next === 'window' || next === 'zoom' ? [] : KINDS[next].strokes);
    },
  };
}
