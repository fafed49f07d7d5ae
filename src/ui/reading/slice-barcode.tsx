import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useEffect,
  useRef,
} from 'react';
import { LABELS } from '#base';
import type { StripCell } from '#store';
import { fixed, t, told } from '#texts';
import type { SliceImages } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { TypeIcon } from '../parts/icons.tsx';
import { DecodedMarks } from './decoded-marks.tsx';
import { drawBarcode } from './draw-barcode.ts';
import css from './slice-barcode.module.css';

/** Slices by classes: what is analyzed, flagged, not analyzed. It is the scrollbar, too. */
export function SliceBarcode({
  cells,
  slice,
  hidden = false,
  images = null,
  onSlice,
}: {
  readonly cells: readonly StripCell[];
  readonly slice: number;
  /** What is known of the slices is hidden from a blinded reader. */
  readonly hidden?: boolean;
  /** Of the series, to say which slices are decoded. */
  readonly images?: SliceImages | null;
  readonly onSlice: (index: number) => void;
}) {
  const canvas = useBarcode(cells);
  const seek = ({ currentTarget, clientY, buttons, type }: PointerEvent<HTMLElement>) => {
    if (buttons !== 1 && type !== 'pointerdown') return;
    const { top, height } = currentTarget.getBoundingClientRect();
    const index = Math.floor(((clientY - top) / height) * cells.length);
    onSlice(Math.min(cells.length - 1, Math.max(0, index)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onSlice(slice + step);
  };
  const flagged = cells.filter(({ state }) => state === 'flagged').length;
  const any = cells[slice]?.probabilities?.any;
  return (
    <div className={css.barcodeColumn}>
      <BarcodeHeads />
      <div
        className={css.barcode}
        data-testid="barcode"
        role="slider"
        tabIndex={0}
        aria-label={
          hidden
            ? t('Slice')
            : t('Slice; {flagged} of {count} at or over the operating point', {
                flagged,
                count: cells.length,
              })
        }
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={cells.length}
        aria-valuenow={slice + 1}
        aria-valuetext={t('Slice {slice} of {count}{any}', {
          slice: slice + 1,
          count: cells.length,
          any: any === undefined ? '' : `, ${told('any')} ${fixed(any, 2)}`,
        })}
        title={wordsOf(cells[slice]?.reason ?? cells[slice]?.caution)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={seek}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} />
        <DecodedMarks images={images} />
        <span
          className={css.barcodeSlice}
          data-testid="barcode-slice"
          style={{ top: `${(100 * slice) / cells.length}%`, height: `${100 / cells.length}%` }}
        />
      </div>
    </div>
  );
}

const BarcodeHeads = memo(() => (
  <div className={css.barcodeHeads} aria-hidden="true">
    {LABELS.map((label) => (
      <TypeIcon key={label} label={label} />
    ))}
  </div>
));

/** A canvas with the barcode, drawn anew whenever it, its size or the theme changes: not by scrolling. */
function useBarcode(cells: readonly StripCell[]): RefObject<HTMLCanvasElement | null> {
  const { settings } = useApp();
  const theme = useStore(settings, (now) => now.theme);
  const canvas = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colors that are read from the page.
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => drawBarcode(element, cells)); // At once, too.
    observer.observe(element);
    return () => observer.disconnect();
  }, [cells, theme]);
  return canvas;
}

const wordsOf = (said: string | null | undefined): string | undefined =>
  said == null ? undefined : told(said);
