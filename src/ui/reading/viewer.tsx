import { useCallback, useLayoutEffect } from 'react';
import type { Series } from '#dicom';
import { nextFlagged, type ShortcutId } from '#store';
import { presetWindow, type SliceImages, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useGivenKeys, useHeldKeys } from '../settings/held-keys.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { MeasureBar } from './measure-bar.tsx';
import { usePaneLayout } from './pane-layout.ts';
import { SliceBarcode } from './slice-barcode.tsx';
import { Stage } from './stage.tsx';
import { Toolbar } from './toolbar.tsx';
import { useCine } from './use-cine.ts';
import { useFullScreenKeys } from './use-full-screen-keys.ts';
import { useMagnifier } from './use-magnifier.ts';
import { useMeasuring } from './use-measuring.ts';
import type { OpenStudy } from './use-open-study.ts';
import { useOtherStudy } from './use-other-study.ts';
import { usePlanes } from './use-planes.ts';
import { useReadingKeys } from './use-reading-keys.ts';
import { useSlab } from './use-slab.ts';
import { useViewport } from './use-viewport.ts';
import css from './viewer.module.css';
import { imageKeyIds } from './window-keys.ts';

const PICTURE = new Set<ShortcutId>([...imageKeyIds, 'preset-auto', 'place-point']);
/** What acts on a picture and does nothing without one. */
const needsPicture = (action: ShortcutId): boolean => PICTURE.has(action);

/** The image, the strip beside it and what can be done to it. */
export function Viewer({
  open,
  images,
}: {
  readonly open: OpenStudy;
  readonly images: SliceImages | null;
}) {
  const app = useApp();
  const { series, cells, slice } = open;
  const count = series.slices.length;
  const go = (index: number) => app.showSlice(Math.min(count - 1, Math.max(0, index)));
  const jump = useCallback(
    (direction: 1 | -1) => {
      const from = Math.min(count - 1, app.reading.getState().slice);
      const index = nextFlagged(cells, from, direction);
      if (index !== null) app.showSlice(index);
    },
    [app, cells, count],
  );
  const handle = useViewport({
    scroll: (steps) => go(Math.min(count - 1, app.reading.getState().slice) + steps),
    maximize: () => app.toggle('maximized'),
    points: (points, done) => measuring.onPoints(points, done),
  });
  const { viewport, info } = handle;
  const waiting = info.shown === null && info.problem === null;
  const held = useHeldKeys(waiting, needsPicture);
  const measuring = useMeasuring(open, info, viewport);
  useSeries(series, images, viewport);
  useCine(slice, count);

  const other = useOtherStudy(open.entry);
  const beside =
    useStore(app.reading, (reading) => reading.besideKey) === other?.entry.key ? other : null;
  const besideKey = beside === null ? (other?.entry.key ?? null) : null;
  const toggleBeside = useCallback(() => app.showBeside(besideKey), [app, besideKey]);
  const layout = usePaneLayout(viewport, beside !== null);
  const planes = usePlanes(open, images, handle, layout.layout === 'planes');
  useMagnifier(viewport, measuring.crosshair);
  useFullScreenKeys();
  useShortcuts(other === null ? {} : { prior: toggleBeside });
  const noSlab = useSlab(open, images, viewport);
  useReadingKeys(open, viewport, measuring, layout, go, jump);
  useGivenKeys(!waiting);

  return (
    <div className={css.viewer}>
      <div className={css.bars}>
        <Toolbar
          viewport={viewport}
          window={info.view.window}
          invert={info.view.invert}
          hflip={info.view.hflip}
          actual={info.view.actual}
          layout={layout}
          onJump={jump}
          entry={open.entry}
          beside={other === null ? null : beside !== null}
          onBeside={toggleBeside}
        />
        <MeasureBar />
      </div>
      <Stage
        open={open}
        handle={handle}
        measuring={measuring}
        layout={layout.layout}
        planes={planes}
        other={beside}
        noSlab={noSlab}
        held={held}
      />
      <SliceBarcode
        cells={cells}
        slice={slice}
        hidden={open.entry.hidden === true}
        images={images}
        onSlice={go}
      />
    </div>
  );
}

/**
 * Gives the images to the viewport, which follows the slice. It hears of it from the store itself and not by an effect, so that React
 * renders once: the new slice and what the viewport says of it. In the commit itself: no caption, and no point of a measurement, goes with
 * the image of the series before.
 */
function useSeries(series: Series, images: SliceImages | null, viewport: Viewport | null): void {
  const { reading, settings } = useApp();
  const last = series.slices.length - 1;
  useLayoutEffect(() => {
    if (viewport === null) return;
    const brain = presetWindow('brain', settings.getState().windows);
    viewport.openSeries(images, Math.min(last, reading.getState().slice), brain);
    return reading.subscribe((now, before) => {
      const sameSeries = now.openKey === before.openKey && now.seriesKey === before.seriesKey;
      if (sameSeries && now.slice !== before.slice) viewport.showSlice(Math.min(last, now.slice));
    });
  }, [reading, settings, last, images, viewport]);
}
