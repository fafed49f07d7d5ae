import { useApp, useStore } from '../app-context.ts';
import { CornerTexts } from './corner-texts.tsx';
import { imageAlternative } from './image-alternative.ts';
import { MeasuredLines } from './measured-lines.tsx';
import { ModelEye } from './model-eye.tsx';
import css from './stage.module.css';
import { useExplanation } from './use-explanation.ts';
import type { Measuring } from './use-measuring.ts';
import { drawnOf, type OpenStudy } from './use-open-study.ts';
import type { ViewportHandle } from './use-viewport.ts';

/** The image and all that lies over it. */
export function Stage({
  open,
  handle,
  measuring,
}: {
  readonly open: OpenStudy;
  readonly handle: ViewportHandle;
  readonly measuring: Measuring;
}) {
  const { reading } = useApp();
  const modelEye = useStore(reading, (state) => state.modelEye);
  const overlays = useStore(reading, (state) => state.overlays);
  const explanation = useExplanation(open, handle.viewport);
  const { info } = handle;
  const drawn = drawnOf(open, info);
  const header = drawn.series.slices[drawn.slice];
  return (
    <div className={css.stage} data-testid="stage">
      <div className={css.image}>
        <div
          ref={handle.host}
          className={css.viewportHost}
          data-testid="viewport-host"
          role="img"
          aria-label={imageAlternative(drawn, info)}
        />
        <MeasuredLines measuring={measuring} frame={info.frame} header={header} />
        {overlays ? <CornerTexts open={drawn} info={info} probe={handle.probe} /> : null}
        {info.problem === null ? null : (
          <p className={css.sliceProblem} role="alert">
            This slice cannot be shown: {info.problem}
          </p>
        )}
        {explanation === null ? null : (
          <p className={css.explainBanner} role="status">
            {explanation}
          </p>
        )}
      </div>
      {modelEye ? <ModelEye open={open} /> : null}
    </div>
  );
}
