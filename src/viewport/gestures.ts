import type { Point } from './image-frame.ts';
import { wheelSteps } from './wheel-steps.ts';

/** What dragging with the first button does. */
export type Tool = 'window' | 'measure';

/** What the pointer asks for. Coordinates and distances in CSS pixels of the element. */
export interface GestureActions {
  window(dx: number, dy: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number): void;
  scroll(steps: number): void;
  probe(at: Point | null): void;
  maximize(): void;
  /** Lines are drawn with the 'measure' tool. */
  readonly line: {
    down(at: Point): void;
    move(at: Point): void;
    up(at: Point): void;
    cancel(): void;
  };
  tool(): Tool;
}

type Drag = 'window' | 'pan' | 'zoom' | 'line';

/** Left: the tool; Shift+left or middle: pan; right or Ctrl+left: zoom. As in VolView and OHIF. */
function dragOf(event: PointerEvent, tool: Tool): Drag | null {
  const { button, shiftKey, ctrlKey, metaKey } = event;
  if (button === 1 || (button === 0 && shiftKey)) return 'pan';
  if (button === 2 || (button === 0 && (ctrlKey || metaKey))) return 'zoom';
  if (button !== 0) return null;
  return tool === 'measure' ? 'line' : 'window';
}

/** Listens on the element. Returns the function that stops it. */
export function listenToGestures(element: HTMLElement, actions: GestureActions): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let drag: { readonly kind: Drag; x: number; y: number } | null = null;

  const at = (event: PointerEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onDown = (event: PointerEvent): void => {
    const kind = dragOf(event, actions.tool());
    if (kind === null) return;
    if (kind === 'line') actions.line.down(at(event));
    drag = { kind, ...at(event) };
    element.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  };
  const onMove = (event: PointerEvent): void => {
    const { x, y } = at(event);
    actions.probe({ x, y });
    if (drag === null || drag.kind === 'line') {
      actions.line.move({ x, y }); // Without a button, too: after a click the other end follows the pointer.
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
    if (drag?.kind === 'line') actions.line.up(at(event));
    drag = null;
  };
  const onCancel = (): void => {
    actions.line.cancel();
    drag = null;
  };
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
