import type { ViewInfo } from './viewport.ts';

/** The viewports of the page, by their hosts, and what each shows now; in the order in which they were made. */
const live = new Map<HTMLElement, () => ViewInfo>();

/** From now on pictures hold this viewport. Returns the function that ends it. */
export function addLiveView(host: HTMLElement, info: () => ViewInfo): () => void {
  live.set(host, info);
  return () => void live.delete(host);
}

/** A picture of what the viewports show. */
export interface ViewPicture {
  readonly canvas: HTMLCanvasElement;
  /** Of the first viewport; `shown` is never null. */
  readonly info: ViewInfo;
  /** Its corner on the page in CSS pixels, and how many of its pixels are one of them. */
  readonly place: { readonly left: number; readonly top: number; readonly ratio: number };
}

/**
 * Draws the viewports as they lie on the screen, in real pixels, with what Cornerstone and the explanation drew. Null where no slice is
 * drawn. The caller adds words, and what lies over the images: the picture has none.
 */
export function pictureOfViews(): ViewPicture | null {
  const shown = [...live].filter(([, info]) => info().shown !== null);
  const [first] = shown;
  if (first === undefined) return null;
  const boxes = shown.map(([host]) => host.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const ratio = Math.max(1, globalThis.devicePixelRatio || 1);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((Math.max(...boxes.map((box) => box.right)) - left) * ratio);
  canvas.height = Math.round((Math.max(...boxes.map((box) => box.bottom)) - top) * ratio);
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0 || canvas.height === 0) return null;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const [host] of shown) {
    for (const layer of host.querySelectorAll('canvas')) {
      if (layer.closest('[data-passing]') !== null) continue;
      const box = layer.getBoundingClientRect();
      if (layer.width === 0 || layer.height === 0) continue;
      context.drawImage(
        layer,
        (box.left - left) * ratio,
        (box.top - top) * ratio,
        box.width * ratio,
        box.height * ratio,
      );
    }
  }
  return { canvas, info: first[1](), place: { left, top, ratio } };
}
