import type { KindId } from '#measure';
import type { Point } from './image-frame.ts';
import { listenToFingers } from './listen-to-fingers.ts';
import { moveSteps } from './move-steps.ts';
import type { Pinch } from './touch-gesture.ts';
import { wheelSteps } from './wheel-steps.ts';

/** What the first button does: a drag of the window, a zoom, or the points of a measurement. */
export type Tool = 'window' | 'zoom' | KindId;

/** What the pointer asks for. Coordinates and distances in CSS pixels of the element. */
export interface GestureActions {
  window(dx: number, dy: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number): void;
  /** Two fingers: what lay between them stays there. */
  pinch(by: Pinch): void;
  scroll(steps: number): void;
  probe(at: Point | null): void;
  maximize(): void;
  /** Points are set with the tool of a measurement. */
  readonly points: {
    down(at: Point): void;
    move(at: Point): void;
    up(at: Point): void;
    cancel(): void;
  };
  tool(): Tool;
}

type Drag = 'window' | 'pan' | 'zoom' | 'points';

/** Left: the tool; Shift+left or middle: pan; right or Ctrl+left: zoom; Alt and no button: scroll. As in VolView and OHIF. */
function dragOf(event: PointerEvent, tool: Tool): Drag | null {
  const { button, shiftKey, ctrlKey, metaKey } = event;
  if (button === 1 || (button === 0 && shiftKey)) return 'pan';
  if (button === 2 || (button === 0 && (ctrlKey || metaKey))) return 'zoom';
  if (button !== 0) return null;
  return tool === 'window' || tool === 'zoom' ? tool : 'points';
}

const isFinger = ({ pointerType }: PointerEvent): boolean => pointerType === 'touch';

/** Listens on the element to the mouse, a pen and fingers (`touch-gesture.ts`). Returns the function that stops it. */
export function listenToGestures(element: HTMLElement, actions: GestureActions): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const stepsOf = moveSteps();
  let drag: { readonly kind: Drag; x: number; y: number } | null = null;

  const at = (event: PointerEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onDown = (event: PointerEvent): void => {
    if (isFinger(event)) return;
    const kind = dragOf(event, actions.tool());
    if (kind === null) return;
    if (kind === 'points') actions.points.down(at(event));
    drag = { kind, ...at(event) };
    element.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  };
  const onMove = (event: PointerEvent): void => {
    if (isFinger(event)) return;
    const { x, y } = at(event);
    actions.probe({ x, y });
    const steps = stepsOf(event);
    if (steps !== 0) actions.scroll(steps);
    if (event.altKey && drag === null) return;
    if (drag === null || drag.kind === 'points') {
      actions.points.move({ x, y }); // Without a button, too: after a click the other end follows the pointer.
      return;
    }
    const dx = x - drag.x;
    const dy = y - drag.y;
    if (drag.kind === 'window') actions.window(dx, dy);
    else if (drag.kind === 'pan') actions.pan(dx, dy);
    else actions.zoom(1.01 ** -dy);
    drag.x = x;
    drag.y = y;
  };
  const onUp = (event: PointerEvent): void => {
    if (isFinger(event)) return;
    if (drag?.kind === 'points') actions.points.up(at(event));
    drag = null;
  };
  const onCancel = (event: PointerEvent): void => {
    if (isFinger(event)) return;
    actions.points.cancel();
    drag = null;
  };
  listenToFingers(element, actions, signal);
  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onCancel, { signal });
  element.addEventListener('pointerleave', () => actions.probe(null), { signal });
  element.addEventListener('dblclick', () => actions.maximize(), { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener('wheel', wheelListener(actions), { signal, passive: false });
  return () => stop.abort();
}

/** Scrolls; zooms with Ctrl, as pinching does. */
function wheelListener({ zoom, scroll }: GestureActions): (event: WheelEvent) => void {
  const stepsOf = wheelSteps();
  return (event) => {
    event.preventDefault();
    if (event.ctrlKey) {
      zoom(1.002 ** -event.deltaY);
      return;
    }
    const steps = stepsOf(event);
    if (steps !== 0) scroll(steps);
  };
}
