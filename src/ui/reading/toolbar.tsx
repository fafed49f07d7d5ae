import { memo } from 'react';
import { findingsOf } from '#store';
import { t } from '#texts';
import { presetWindow, type ViewInfo, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { ToolIcon } from '../parts/icons.tsx';
import { ScrollRow } from '../parts/scroll-row.tsx';
import { CloserMenu } from './closer-menu.tsx';
import { kindOf } from './measure-keys.ts';
import type { PaneLayout } from './pane-layout.ts';
import { PRESETS } from './presets.ts';
import { SlabMenu } from './slab-menu.tsx';
import css from './toolbar.module.css';
import type { OpenStudy } from './use-open-study.ts';

interface ImageProps {
  readonly viewport: Viewport | null;
  readonly info: ViewInfo;
}

/** Of the view no more than is shown, so that a step through the slices draws none of it anew. */
interface ViewProps {
  readonly viewport: Viewport | null;
}

/** Everything the keys and drags do, as buttons (WCAG 2.5.7). */
export function Toolbar({
  open,
  layout,
  onNextFlagged,
  beside,
  viewport,
  info: { view },
}: ImageProps & {
  readonly open: OpenStudy;
  readonly layout: PaneLayout;
  readonly onNextFlagged: () => void;
  /** Whether another study of the patient hangs beside; null where the list has none. */
  readonly beside: { readonly on: boolean; readonly toggle: () => void } | null;
}) {
  return (
    <div className={css.toolbar} role="toolbar" aria-label={t('Image')}>
      <ScrollRow>
        <Presets viewport={viewport} name={view.window.name} />
        <IconButton
          tool="threeUp"
          label={t('Brain, subdural and bone side by side')}
          on={layout.layout === 'three'}
          onClick={() => layout.toggle('three')}
        />
        <IconButton
          tool="planes"
          label={t('Coronal and sagittal beside the slice')}
          on={layout.layout === 'planes'}
          onClick={() => layout.toggle('planes')}
        />
        {beside === null ? null : (
          <IconButton
            tool="prior"
            label={t('Prior study beside this one')}
            on={beside.on}
            onClick={beside.toggle}
          />
        )}
        <SlabMenu />
        <WindowNumbers viewport={viewport} window={view.window} />
        <ImageTools
          viewport={viewport}
          invert={view.invert}
          hflip={view.hflip}
          actual={view.actual}
        />
        {open.entry.hidden === true ? null : (
          <ModelTools open={open} onNextFlagged={onNextFlagged} />
        )}
      </ScrollRow>
    </div>
  );
}

const Presets = memo(function Presets({
  viewport,
  name,
}: ViewProps & { readonly name: ViewInfo['view']['window']['name'] }) {
  const { settings } = useApp();
  const windows = useStore(settings, (now) => now.windows);
  return (
    <div className={css.presets}>
      {PRESETS.map(({ id, preset, label }) => (
        <button
          key={id}
          type="button"
          aria-pressed={name === preset}
          title={t('{label} window {width}/{center}', {
            label,
            width: windows[preset].width,
            center: windows[preset].center,
          })}
          onClick={() => viewport?.setWindow(presetWindow(preset, windows))}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={name === 'file'}
        title={t('The file’s own window')}
        onClick={() => viewport?.nextFileWindow()}
      >
        {t('File')}
      </button>
    </div>
  );
});

const ImageTools = memo(function ImageTools({
  viewport,
  invert,
  hflip,
  actual,
}: ViewProps & Pick<ViewInfo['view'], 'invert' | 'hflip' | 'actual'>) {
  const app = useApp();
  const cine = useStore(app.reading, (reading) => reading.cine);
  const measuring = useStore(app.reading, (reading) => kindOf(reading.tool) !== null);
  return (
    <span className={css.toolGroup}>
      <IconButton tool="invert" label={t('Invert')} on={invert} onClick={viewport?.invert} />
      <IconButton
        tool="flip"
        label={t('Flip left to right')}
        on={hflip}
        onClick={() => viewport?.flip('horizontal')}
      />
      <IconButton tool="rotate" label={t('Rotate right')} onClick={() => viewport?.rotate(90)} />
      <CloserMenu viewport={viewport} actual={actual} />
      <IconButton tool="reset" label={t('Reset the view')} onClick={viewport?.reset} />
      <IconButton
        tool={cine ? 'pause' : 'play'}
        label={t('Cine')}
        on={cine}
        onClick={() => app.toggle('cine')}
      />
      <IconButton
        tool="measure"
        label={t('Measure')}
        on={measuring}
        onClick={() => app.chooseTool(measuring ? 'window' : 'length')}
      />
    </span>
  );
});

function ModelTools({
  open,
  onNextFlagged,
}: {
  readonly open: OpenStudy;
  readonly onNextFlagged: () => void;
}) {
  const app = useApp();
  const modelEye = useStore(app.reading, (reading) => reading.modelEye);
  const explain = useStore(app.reading, (reading) => reading.explain);
  const flagged = (findingsOf(open.entry)?.flagged.length ?? 0) > 0;
  return (
    <span className={classes(css.toolGroup, css.end)}>
      <button type="button" className={css.toolText} disabled={!flagged} onClick={onNextFlagged}>
        <ToolIcon tool="next" /> {t('Next flagged')}
      </button>
      <button
        type="button"
        className={css.toolText}
        aria-pressed={modelEye}
        onClick={() => app.toggle('modelEye')}
      >
        {t('Model’s eye')}
      </button>
      <button
        type="button"
        className={css.toolText}
        aria-pressed={explain}
        onClick={() => app.toggle('explain')}
      >
        {t('Explain')}
      </button>
    </span>
  );
}

const WindowNumbers = memo(function WindowNumbers({
  viewport,
  window,
}: ViewProps & Pick<ViewInfo['view'], 'window'>) {
  const { center, width } = window;
  const set = (next: { readonly center?: number; readonly width?: number }) => {
    const to = { center, width, ...next };
    if (Number.isFinite(to.center) && to.width >= 1) viewport?.setWindow({ ...to, name: null });
  };
  return (
    <span className={css.windowNumbers}>
      <label>
        W
        <input
          type="number"
          min={1}
          max={6000}
          step={10}
          value={width}
          onChange={({ target }) => set({ width: target.valueAsNumber })}
        />
      </label>
      <label>
        C
        <input
          type="number"
          min={-2000}
          max={4000}
          step={5}
          value={center}
          onChange={({ target }) => set({ center: target.valueAsNumber })}
        />
      </label>
    </span>
  );
});
