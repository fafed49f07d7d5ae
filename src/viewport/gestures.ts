/** What the pointer asks for. Coordinates and distances in CSS pixels of the element. */
export interface GestureActions {
  window(dx: number, dy: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number): void;
  scroll(steps: number): void;
  probe(at: { readonly x: number; readonly y: number } | null): void;
  maximize(): void;
}

type Drag = 'window' | 'pan' | 'zoom';

/** Left: window; Shift+left or middle: pan; right or Ctrl+left: zoom. As in VolView and OHIF. */
function dragOf({ button, shiftKey, ctrlKey, metaKey }: PointerEvent): Drag | null {
  if (button === 1 || (button === 0 && shiftKey)) return 'pan';
  if (button === 2 || (button === 0 && (ctrlKey || metaKey))) return 'zoom';
  return button === 0 ? 'window' : null;
}

/** A notch of a wheel is about 100 px; touchpads send many small ones. */
const WHEEL_STEP = 60;

/** Listens on the element. Returns the function that stops it. */
export function listenToGestures(element: HTMLElement, actions: GestureActions): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let drag: { readonly kind: Drag; x: number; y: number } | null = null;
  let wheel = 0;

  const at = (event: PointerEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onDown = (event: PointerEvent): void => {
    const kind = dragOf(event);
    if (kind === null) return;
    drag = { kind, ...at(event) };
    element.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  };
  const onMove = (event: PointerEvent): void => {
    const { x, y } = at(event);
    actions.probe({ x, y });
    if (drag === null) return;
    const dx = x - drag.x;
    const dy = y - drag.y;
    if (drag.kind === 'window') actions.window(dx, dy);
    else if (drag.kind === 'pan') actions.pan(dx, dy);
    else actions.zoom(1.01 ** -dy);
    drag.x = x;
    drag.y = y;
  };
  const onUp = (): void => {
    drag = null;
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    if (event.ctrlKey) {
      actions.zoom(1.002 ** -event.deltaY);
      return;
    }
    wheel += event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY;
    const steps = Math.trunc(wheel / WHEEL_STEP);
    if (steps === 0) return;
    wheel -= steps * WHEEL_STEP;
    actions.scroll(steps);
  };

  element.addEventListener('pointerdown', onDown, { signal });
  element.addEventListener('pointermove', onMove, { signal });
  element.addEventListener('pointerup', onUp, { signal });
  element.addEventListener('pointercancel', onUp, { signal });
  element.addEventListener('pointerleave', () => actions.probe(null), { signal });
  element.addEventListener('dblclick', () => actions.maximize(), { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener('wheel', onWheel, { signal, passive: false });
  return () => stop.abort();
}
