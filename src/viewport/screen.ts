/** The elements that the image is drawn in. */
export interface Screen {
  /** Cornerstone's; as many CSS pixels as the display has real ones, scaled down to fit. */
  readonly element: HTMLElement;
  /** Over the image, same size and pixels. */
  readonly overlay: HTMLCanvasElement;
  /** Real pixels a CSS pixel, of the elements as they are. */
  pixelRatio(): number;
  clear(): void;
  onResize(changed: () => void): () => void;
  remove(): void;
}

/**
 * Cornerstone knows nothing of devicePixelRatio and would draw blurred on a sharp display. So its element is made
 * `ratio` times as large and scaled down by a transform; pointer positions are mapped by the caller.
 */
export function createScreen(host: HTMLElement): Screen {
  const element = document.createElement('div');
  const overlay = document.createElement('canvas');
  element.className = 'cornerstone-element';
  overlay.className = 'cornerstone-overlay';
  overlay.style.pointerEvents = 'none';
  host.append(element, overlay);

  let ratio = 1;
  const sizeElements = (): void => {
    ratio = realPixels();
    const width = Math.max(1, Math.round(host.clientWidth * ratio));
    const height = Math.max(1, Math.round(host.clientHeight * ratio));
    for (const { style } of [element, overlay]) {
      style.position = 'absolute';
      style.inset = '0 auto auto 0';
      style.transformOrigin = '0 0';
      style.width = `${width}px`;
      style.height = `${height}px`;
      style.transform = `scale(${1 / ratio})`;
    }
    overlay.width = width;
    overlay.height = height;
  };
  sizeElements();

  return {
    element,
    overlay,
    pixelRatio: () => ratio,
    clear: () => {
      for (const canvas of [element.querySelector('canvas'), overlay]) {
        const context = canvas?.getContext('2d');
        context?.setTransform(1, 0, 0, 1, 0, 0);
        context?.clearRect(0, 0, canvas?.width ?? 0, canvas?.height ?? 0);
      }
    },
    onResize: (changed) => {
      const resized = (): void => {
        sizeElements();
        changed();
      };
      const observer = new ResizeObserver(resized);
      observer.observe(host);
      const stopListening = onOtherDisplay(resized);
      return () => {
        observer.disconnect();
        stopListening();
      };
    },
    remove: () => {
      element.remove();
      overlay.remove();
    },
  };
}

const realPixels = (): number => Math.max(1, globalThis.devicePixelRatio || 1);

/** Calls back when the window comes to a display of other pixels, which leaves every size in CSS pixels as it is. Returns what stops it. */
function onOtherDisplay(changed: () => void): () => void {
  let stop = new AbortController();
  const listen = (): void => {
    const query = matchMedia(`(resolution: ${globalThis.devicePixelRatio || 1}dppx)`);
    stop = new AbortController();
    const onChange = (): void => {
      listen();
      changed();
    };
    query.addEventListener('change', onChange, { once: true, signal: stop.signal });
  };
  listen();
  return () => stop.abort();
}
