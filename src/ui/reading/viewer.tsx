import { useEffect } from 'react';
import { nextFlagged } from '#store';
import type { SliceImages, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../use-shortcuts.ts';
import { CornerTexts } from './corner-texts.tsx';
import { imageAlternative } from './image-alternative.ts';
import { MeasuredLines } from './measured-lines.tsx';
import { ModelEye } from './model-eye.tsx';
import { SliceBarcode } from './slice-barcode.tsx';
import { Toolbar } from './toolbar.tsx';
import { useCine } from './use-cine.ts';
import { useExplanation } from './use-explanation.ts';
import { useMeasuring } from './use-measuring.ts';
import type { OpenStudy } from './use-open-study.ts';
import { useViewport } from './use-viewport.ts';
import { imageKeys } from './window-keys.ts';

/** The image, the strip beside it and what can be done to it. */
export function Viewer({
  open,
  images,
  onMaximize,
}: {
  readonly open: OpenStudy;
  readonly images: SliceImages | null;
  readonly onMaximize: () => void;
}) {
  const app = useApp();
  const { series, cells, slice } = open;
  const count = series.slices.length;
  const modelEye = useStore(app.reading, (reading) => reading.modelEye);
  const tool = useStore(app.reading, (reading) => reading.measuring);
  const overlays = useStore(app.reading, (reading) => reading.overlays);
  const go = (index: number) => app.showSlice(Math.min(count - 1, Math.max(0, index)));
  const jump = (direction: 1 | -1) => {
    const index = nextFlagged(cells, slice, direction);
    if (index !== null) go(index);
  };
  const handle = useViewport({
    scroll: (steps) => go(slice + steps),
    maximize: onMaximize,
    line: (line, done) => measuring.onLine(handle.info.shown, line, done),
  });
  const { viewport, info } = handle;
  const measuring = useMeasuring(images, info.shown, viewport);
  const explanation = useExplanation(open, viewport);
  useSeries(images, slice, viewport);
  useCine(slice, count);

  useShortcuts({
    ...imageKeys(viewport),
    'slice-down': () => go(slice + 1),
    'slice-up': () => go(slice - 1),
    'slice-down-5': () => go(slice + 5),
    'slice-up-5': () => go(slice - 5),
    'slice-first': () => go(0),
    'slice-last': () => go(count - 1),
    'next-flagged': () => jump(1),
    'previous-flagged': () => jump(-1),
    'model-eye': () => app.reading.setState({ modelEye: !modelEye }),
    explain: () => app.reading.setState(({ explain }) => ({ explain: !explain })),
    cine: () => app.reading.setState(({ cine }) => ({ cine: !cine })),
    overlays: () => app.reading.setState({ overlays: !overlays }),
    agree: () => app.giveFeedback(open.entry.key, 'agree'),
    disagree: () => app.giveFeedback(open.entry.key, 'disagree'),
    unsure: () => app.giveFeedback(open.entry.key, 'unsure'),
  });

  return (
    <div className="viewer">
      <Toolbar viewport={viewport} info={info} onNextFlagged={() => jump(1)} open={open} />
      <div className="stage">
        <div
          ref={handle.host}
          className={`viewport-host${tool ? ' measuring' : ''}`}
          role="img"
          aria-label={imageAlternative(open, info)}
        />
        <MeasuredLines
          measuring={measuring}
          frame={info.frame}
          header={series.slices[info.shown ?? slice]}
        />
        {overlays ? <CornerTexts open={open} info={info} probe={handle.probe} /> : null}
        {info.problem === null ? null : (
          <p className="slice-problem" role="alert">
            This slice cannot be shown: {info.problem}
          </p>
        )}
        {explanation === null ? null : (
          <p className="explain-banner" role="status">
            {explanation}
          </p>
        )}
        {modelEye ? <ModelEye open={open} /> : null}
      </div>
      <SliceBarcode cells={cells} slice={slice} onSlice={go} />
    </div>
  );
}

/** Gives the images to the viewport and follows the slice. */
function useSeries(images: SliceImages | null, slice: number, viewport: Viewport | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new slice is shown by the effect below.
  useEffect(() => viewport?.openSeries(images, slice), [viewport, images]);
  useEffect(() => viewport?.showSlice(slice), [viewport, slice]);
}
