import { useEffect } from 'react';
import type { App } from '#store';
import { useApp } from '../app-context.ts';
import { isFullScreen, useFullScreen } from '../parts/use-full-screen.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';

/**
 * The page fills the screen, and the reading room the page, but for the line that says what this is; or no longer. A browser that
 * allows no full screen shows the image without what is beside it.
 */
export function toggleFullScreen(app: Pick<App, 'toggle'>): void {
  if (isFullScreen()) {
    void document.exitFullscreen();
    return;
  }
  const { requestFullscreen } = document.documentElement;
  if (requestFullscreen === undefined) app.toggle('maximized');
  else {
    requestFullscreen.call(document.documentElement).catch(() => app.toggle('maximized', true));
  }
}

/** The key, and Escape where the browser leaves it to the page; a study that is closed leaves full screen, the next one stays in it. */
export function useFullScreenKeys(): void {
  const app = useApp();
  const full = useFullScreen();
  const toggle = () => toggleFullScreen(app);
  useShortcuts({ 'full-screen': toggle });
  useShortcuts(full ? { close: toggle } : {}, { first: true });
  useEffect(
    () => () => {
      if (isFullScreen() && app.reading.getState().openKey === null) void document.exitFullscreen();
    },
    [app],
  );
}
