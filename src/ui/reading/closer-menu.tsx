import { memo } from 'react';
import { t } from '#texts';
import type { Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import icon from '../parts/icon-button.module.css';
import { useFullScreen } from '../parts/use-full-screen.ts';
import { usePop } from '../parts/use-pop.ts';
import { ImageIcon } from './image-icons.tsx';
import css from './toolbar.module.css';
import { toggleFullScreen } from './use-full-screen-keys.ts';

/** Ways to look closer, behind one button: the toolbar has room for no more beside worklist and findings. */
export const CloserMenu = memo(function CloserMenu({
  viewport,
  actual,
}: {
  readonly viewport: Viewport | null;
  readonly actual: boolean;
}) {
  const app = useApp();
  const { button, pop, close } = usePop();
  const magnifier = useStore(app.reading, (reading) => reading.magnifier);
  const full = useFullScreen();
  const choices = [
    {
      label: t('1:1, an image pixel a pixel of the display'),
      on: actual,
      act: () => viewport?.actualSize(),
    },
    { label: t('Magnifier'), on: magnifier, act: () => app.toggle('magnifier') },
    { label: t('Full screen'), on: full, act: () => toggleFullScreen(app) },
  ];
  return (
    <>
      <button
        {...button}
        type="button"
        className={icon.iconButton}
        aria-label={t('Look closer')}
        title={t('1:1, magnifier, full screen')}
        data-on={choices.some(({ on }) => on)}
      >
        <ImageIcon tool="lens" />
      </button>
      <div {...pop} className={css.menu}>
        {choices.map(({ label, on, act }) => (
          <button
            key={label}
            type="button"
            className={css.toolText}
            aria-pressed={on}
            onClick={() => {
              close();
              act();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </>
  );
});
