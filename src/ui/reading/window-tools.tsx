import { memo } from 'react';
import { t } from '#texts';
import { presetWindow, type ViewInfo, type Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { usePop } from '../parts/use-pop.ts';
import { PRESETS } from './presets.ts';
import css from './toolbar.module.css';

interface WindowProps {
  readonly viewport: Viewport | null;
  readonly window: ViewInfo['view']['window'];
}

/** Of these a press is enough where there is no room for all. */
const FIRST = new Set<string | null>(['brain', 'subdural', 'stroke', 'bone']);
const first: Presets = PRESETS.filter(({ preset }) => FIRST.has(preset));
const rest: Presets = PRESETS.filter(({ preset }) => !FIRST.has(preset));

type Presets = readonly (typeof PRESETS)[number][];

/** Every window as a button, and its numbers. */
export const WindowTools = memo(function WindowTools({ viewport, window }: WindowProps) {
  return (
    <>
      <div className={css.presets}>
        <PresetButtons viewport={viewport} window={window} presets={PRESETS} />
        <FileButton viewport={viewport} window={window} />
      </div>
      <WindowNumbers viewport={viewport} window={window} />
    </>
  );
});

/**
 * The windows that are used most, or none; all others, and the numbers, behind a button that says which of them is on. `one`: all are behind it.
 */
export const FewWindowTools = memo(function FewWindowTools({
  viewport,
  window,
  one,
}: WindowProps & { readonly one: boolean }) {
  const { button, pop, close } = usePop();
  const [shown, others] = one ? [[], PRESETS] : [first, rest];
  const other = others.find(({ preset }) => preset === window.name);
  const on = !one && !FIRST.has(window.name);
  const none = one ? t('Window') : t('More');
  const words = other?.label ?? (window.name === 'file' ? t('File') : none);
  return (
    <div className={css.presets}>
      <PresetButtons viewport={viewport} window={window} presets={shown} />
      <button
        {...button}
        type="button"
        title={
          one
            ? t('Windows, and the numbers of this one')
            : t('More windows, and the numbers of this one')
        }
        data-on={on}
        data-testid="more-windows"
      >
        {words} <span aria-hidden="true">▾</span>
      </button>
      <div {...pop} className={classes(css.menu, css.windows)}>
        <PresetButtons viewport={viewport} window={window} presets={others} onChosen={close} />
        <FileButton viewport={viewport} window={window} onChosen={close} />
        <WindowNumbers viewport={viewport} window={window} />
      </div>
    </div>
  );
});

function PresetButtons({
  viewport,
  window,
  presets,
  onChosen,
}: WindowProps & { readonly presets: Presets; readonly onChosen?: () => void }) {
  const { settings } = useApp();
  const windows = useStore(settings, (now) => now.windows);
  return presets.map(({ id, preset, label }) => (
    <button
      key={id}
      type="button"
      aria-pressed={window.name === preset}
      title={t('{label} window {width}/{center}', {
        label,
        width: windows[preset].width,
        center: windows[preset].center,
      })}
      onClick={() => {
        onChosen?.();
        viewport?.setWindow(presetWindow(preset, windows));
      }}
    >
      {label}
    </button>
  ));
}

function FileButton({
  viewport,
  window,
  onChosen,
}: WindowProps & { readonly onChosen?: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={window.name === 'file'}
      title={t('The file’s own window')}
      onClick={() => {
        onChosen?.();
        viewport?.nextFileWindow();
      }}
    >
      {t('File')}
    </button>
  );
}

function WindowNumbers({ viewport, window: { center, width } }: WindowProps) {
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
}
