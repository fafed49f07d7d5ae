import { memo, useId, useState } from 'react';
import { t } from '#texts';
import type { Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import icon from '../parts/icon-button.module.css';
import { ToolIcon } from '../parts/icons.tsx';
import { useFullScreen } from '../parts/use-full-screen.ts';
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
  const id = useId();
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [menu, setMenu] = useState<HTMLDivElement | null>(null);
  const magnifier = useStore(app.reading, (reading) => reading.magnifier);
  const full = useFullScreen();
  const place = (): void => {
    const box = button?.getBoundingClientRect();
    if (box === undefined || menu === null) return;
    // At once: Escape may follow before React draws anew.
    menu.dataset.ownEscape = 'true';
    menu.style.left = `${Math.max(0, Math.min(box.left, innerWidth - 260))}px`;
    menu.style.top = `${box.bottom + 4}px`;
  };
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
        ref={setButton}
        type="button"
        className={icon.iconButton}
        popoverTarget={id}
        aria-label={t('Look closer')}
        title={t('1:1, magnifier, full screen')}
        data-on={choices.some(({ on }) => on)}
      >
        <ToolIcon tool="lens" />
      </button>
      <div
        ref={setMenu}
        id={id}
        popover="auto"
        className={css.closer}
        onBeforeToggle={({ newState }) => {
          if (newState === 'open') place();
        }}
        onToggle={({ newState }) => {
          // Told a moment after it closed: the Escape that closed it is its own.
          if (menu !== null && newState === 'closed') menu.dataset.ownEscape = 'false';
        }}
      >
        {choices.map(({ label, on, act }) => (
          <button
            key={label}
            type="button"
            className={css.toolText}
            aria-pressed={on}
            onClick={() => {
              menu?.hidePopover();
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
