import { useEffect, useMemo, useRef } from 'react';
import type { SliceHeader } from '#dicom';
import { t } from '#texts';
import { presetWindow, type ViewInfo, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import corners from './corner-texts.module.css';
import { Letters, OnImage } from './corner-texts.tsx';
import { MeasuredLayer } from './measured-layer.tsx';
import type { SIDE_PANES } from './pane-layout.ts';
import css from './stage.module.css';
import type { Measuring } from './use-measuring.ts';
import { windowText } from './window-keys.ts';

/** The slice once more, in a window of its own. */
export function SidePane(props: {
  readonly preset: (typeof SIDE_PANES)[number];
  /** Its place among the viewport's panes. */
  readonly place: number;
  readonly viewport: Viewport | null;
  readonly info: ViewInfo;
  readonly measuring: Measuring;
  readonly header: SliceHeader | undefined;
}) {
  const { preset, place, viewport, info, measuring, header } = props;
  const { settings } = useApp();
  const windows = useStore(settings, (now) => now.windows);
  const first = useMemo(() => presetWindow(preset, windows), [preset, windows]);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (viewport === null || host.current === null) return;
    return viewport.openPane(host.current, first);
  }, [viewport, first]);
  const pane = info.panes[place];
  const words = windowText(pane?.window ?? first);
  return (
    <div className={css.image} data-active={info.active === place} data-testid="side-pane">
      <div
        ref={host}
        className={css.viewportHost}
        role="img"
        aria-label={t('The same slice, {words}', { words })}
      />
      <MeasuredLayer measuring={measuring} frame={pane?.frame ?? null} header={header} silent />
      <OnImage
        texts={
          <div className={classes(corners.corner, corners.bottom, corners.left, css.sideText)}>
            <span>{words}</span>
          </div>
        }
        burned={info.letters === null ? null : <Letters letters={info.letters} />}
      />
    </div>
  );
}
