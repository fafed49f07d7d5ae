import type { Point } from './image-frame.ts';
import { type TouchActions, touchGesture } from './touch-gesture.ts';

/** Tells what fingers do on the element, whose `touch-action` is `none`: the page neither scrolls nor zooms below them. */
export function listenToFingers(
  element: HTMLElement,
  actions: TouchActions,
  signal: AbortSignal,
): void {
  const gesture = touchGesture(actions);
  const ofFinger =
    (act: (finger: number, at: Point, middle: Point) => void) =>
    (event: PointerEvent): void => {
      if (event.pointerType !== 'touch') return;
      const { left, top, width, height } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      act(event.pointerId, at, { x: width / 2, y: height / 2 });
    };
  element.addEventListener('pointerdown', ofFinger(gesture.down), { signal });
  element.addEventListener('pointermove', ofFinger(gesture.move), { signal });
  element.addEventListener('pointerup', ofFinger(gesture.up), { signal });
  element.addEventListener('pointercancel', ofFinger(gesture.cancel), { signal });
}
