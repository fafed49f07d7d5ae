import type { Point } from './image-frame.ts';

/** Tells where the pointer is on `host`, in CSS pixels, and null as it leaves. Returns the function that ends it. */
export function listenToPointer(
  host: HTMLElement,
  pointed: (at: Point | null) => void,
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener('pointerleave', () => pointed(null), { signal });
  host.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      const { left, top } = host.getBoundingClientRect();
      pointed({ x: clientX - left, y: clientY - top });
    },
    { signal },
  );
  return () => stop.abort();
}
