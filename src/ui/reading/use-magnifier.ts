import { useEffect, useMemo } from 'react';
import type { Point, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { holdOrPress } from './hold-or-press.ts';

/** The magnifier, while it is on: at the pointer, else in the middle; at the cross hair where there is one, in pixels of the image. */
export function useMagnifier(viewport: Viewport | null, crosshair: Point | null): void {
  const app = useApp();
  const on = useStore(app.reading, (reading) => reading.magnifier);
  useEffect(() => viewport?.setLens(on, crosshair), [viewport, on, crosshair]);
  const key = useMemo(
    () =>
      holdOrPress(
        () => app.reading.getState().magnifier,
        (next) => app.toggle('magnifier', next),
      ),
    [app],
  );
  useEffect(() => {
    // When it happened, not when a busy page hears of it: a press must not turn into a hold.
    const up = ({ timeStamp }: Event): void => key.up(timeStamp);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', up);
    return () => {
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', up);
    };
  }, [key]);
  useShortcuts({ magnifier: () => key.down(performance.now()) });
}
