import type { Point } from './image-frame.ts';
import { isClick } from './is-click.ts';

/** Calls back for clicks of the first button with no key held, and taps of one finger, in CSS pixels of the element. Returns what stops it. */
export function listenToPicks(element: HTMLElement, picked: (at: Point) => void): () => void {
  const stop = new AbortController();
  let down: Point | null = null;
  element.addEventListener(
    'pointerdown',
    ({ isPrimary, button, shiftKey, ctrlKey, metaKey, clientX, clientY }) => {
      const plain = isPrimary && button === 0 && !shiftKey && !ctrlKey && !metaKey;
      down = plain ? { x: clientX, y: clientY } : null;
    },
    { signal: stop.signal },
  );
  element.addEventListener(
    'pointerup',
    ({ clientX, clientY }) => {
      const still = down !== null && isClick(down, { x: clientX, y: clientY });
      down = null;
      if (!still) return;
      const { left, top } = element.getBoundingClientRect();
      picked({ x: clientX - left, y: clientY - top });
    },
    { signal: stop.signal },
  );
  return () => stop.abort();
}
