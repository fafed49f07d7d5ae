import { useEffect, useRef } from 'react';
import type { SliceImages } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import css from './slice-barcode.module.css';

/**
 * Beside the bar, a fine line where slices are decoded: they are drawn at once. It is drawn when that changes and never by React, so that
 * a step through the slices costs nothing for it.
 */
export function DecodedMarks({ images }: { readonly images: SliceImages | null }) {
  const { settings } = useApp();
  const theme = useStore(settings, (now) => now.theme);
  const canvas = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the color that is read from the page.
  useEffect(() => {
    const element = canvas.current;
    if (element === null || images === null) return;
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      drawDecoded(element, images);
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const stopListening = images.listen(later);
    const observer = new ResizeObserver(draw); // At once, too.
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      stopListening();
      observer.disconnect();
    };
  }, [images, theme]);
  return <canvas ref={canvas} className={css.decoded} data-testid="decoded" />;
}

function drawDecoded(canvas: HTMLCanvasElement, images: SliceImages): void {
  const ratio = Math.max(1, devicePixelRatio);
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.fillStyle = getComputedStyle(canvas).color;
  const count = images.series.slices.length;
  const edge = (index: number): number => Math.round((index / count) * canvas.height);
  for (let index = 0; index < count; index += 1) {
    if (images.ready(index) === null) continue;
    context.fillRect(0, edge(index), canvas.width, edge(index + 1) - edge(index));
  }
}
