import { lazy, Suspense } from 'react';
import { type Layout, type OtherStudy, sliceHeights } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { CornerTexts } from './corner-texts.tsx';
import { ExplanationPanel } from './explanation-panel.tsx';
import { imageAlternative } from './image-alternative.ts';
import { MeasuredLayer } from './measured-layer.tsx';
import { ModelEye } from './model-eye.tsx';
import { SIDE_PANES } from './pane-layout.ts';
import { PlanePanes } from './plane-panes.tsx';
import { PositionLines } from './position-lines.tsx';
import { SidePane } from './side-pane.tsx';
import { SlabNote } from './slab-note.tsx';
import css from './stage.module.css';
import { useExplanation } from './use-explanation.ts';
import type { Measuring } from './use-measuring.ts';
import { drawnOf, type OpenStudy } from './use-open-study.ts';
import type { Planes } from './use-planes.ts';
import type { ViewportHandle } from './use-viewport.ts';
import { Waits } from './waits.tsx';

const PriorPane = lazy(() =>
  import('./prior-pane.tsx').then((module) => ({ default: module.PriorPane })),
);

/** The image and all that lies over it. */
export function Stage({
  open,
  handle,
  measuring,
  layout,
  planes,
  other,
  noSlab,
  held,
}: {
  readonly open: OpenStudy;
  readonly handle: ViewportHandle;
  readonly measuring: Measuring;
  readonly layout: Layout;
  /** null while they are not asked for. */
  readonly planes: Planes | null;
  /** The other study of the patient that hangs beside it; null for none. */
  readonly other: OtherStudy | null;
  /** Why there is no slab, though one was asked for. */
  readonly noSlab: string | null;
  /** Keys that wait for the picture. */
  readonly held: readonly string[];
}) {
  const { reading } = useApp();
  const modelEye = useStore(reading, (state) => state.modelEye);
  const explanation = useExplanation(open, handle.viewport);
  const { info } = handle;
  const drawn = drawnOf(open, info);
  const header = drawn.series.slices[drawn.slice];
  const threeUp = layout === 'three';
  const lines =
    planes?.state.phase === 'ready'
      ? planes.state.planes.lines('axial', planes.cuts, drawn.slice)
      : [];
  return (
    <div className={css.stage} data-testid="stage">
      {explanation === null ? null : (
        <ExplanationPanel
          explanation={explanation}
          series={open.series}
          thickness={sliceHeights(open.series)?.[open.slice] ?? null}
        />
      )}
      <div className={css.frame}>
        <div className={css.panes} data-layout={other === null ? layout : 'prior'}>
          <div
            className={css.image}
            data-active={threeUp ? info.active === 0 : other !== null && !measuring.keysBeside}
            onPointerDownCapture={() => measuring.takeKeys(false)}
            onFocusCapture={() => measuring.takeKeys(false)}
          >
            <div
              ref={handle.host}
              className={css.viewportHost}
              data-testid="viewport-host"
              role="img"
              // Two images take keys: each can have the focus.
              tabIndex={other === null ? undefined : 0}
              aria-label={imageAlternative(drawn, info)}
            />
            <PositionLines lines={lines} frame={info.panes[0]?.frame ?? null} />
            <MeasuredLayer
              measuring={measuring}
              frame={info.panes[0]?.frame ?? null}
              header={header}
            />
            <CornerTexts
              open={drawn}
              info={info}
              probe={handle.probe}
              beside={other !== null}
              keysHere={other !== null && !measuring.keysBeside}
            />
            <SlabNote slab={info.slab} why={noSlab} />
            {info.shown === null && info.problem === null ? <Waits held={held} /> : null}
            {info.problem === null ? null : (
              <p className={css.sliceProblem} role="alert">
                {t('This slice cannot be shown: {problem}', { problem: told(info.problem) })}
              </p>
            )}
          </div>
          {threeUp
            ? SIDE_PANES.map((preset, at) => (
                <SidePane
                  key={preset}
                  preset={preset}
                  place={at + 1}
                  viewport={handle.viewport}
                  info={info}
                  measuring={measuring}
                  header={header}
                />
              ))
            : null}
          {other === null ? null : (
            <Suspense>
              <PriorPane
                open={open}
                other={other}
                viewport={handle.viewport}
                info={info}
                measuring={measuring}
              />
            </Suspense>
          )}
          {planes === null ? null : (
            <PlanePanes at={planes} slice={drawn.slice} viewport={handle.viewport} info={info} />
          )}
        </div>
      </div>
      {modelEye ? <ModelEye open={open} /> : null}
    </div>
  );
}
