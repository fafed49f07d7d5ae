import { t, told } from '#texts';
import type { ViewInfo, Viewport } from '#viewport';
import css from './plane-pane.module.css';
import { PlanePane } from './plane-pane.tsx';
import type { Planes } from './use-planes.ts';

const KINDS = ['coronal', 'sagittal'] as const;

/** The planes beside the slice; while they are made, how far that is; or why there are none. */
export function PlanePanes(props: {
  readonly at: Planes;
  readonly slice: number;
  readonly viewport: Viewport | null;
  readonly info: ViewInfo;
}) {
  const { at, slice, viewport, info } = props;
  const { state } = at;
  if (state.phase === 'ready') {
    return KINDS.map((kind) => (
      <PlanePane
        key={kind}
        kind={kind}
        planes={state.planes}
        at={at}
        slice={slice}
        viewport={viewport}
        info={info}
      />
    ));
  }
  return (
    <div className={css.waiting} data-span="rest" role="status" data-testid="planes-waiting">
      {state.phase === 'none' ? (
        <p>
          {t('No coronal and sagittal images of this series: {why}.', { why: told(state.why) })}
        </p>
      ) : (
        <>
          <p>{t('Reading the slices for coronal and sagittal images')}</p>
          <progress value={state.done} max={Math.max(1, state.of)} aria-label={t('Slices read')} />
        </>
      )}
    </div>
  );
}
