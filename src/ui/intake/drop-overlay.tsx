import { useEffect, useState } from 'react';
import type { App } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import css from './drop-overlay.module.css';

const hasFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

/** Takes a drop anywhere on the window, and shows that it will. */
export function DropOverlay() {
  const app = useApp();
  const over = useWindowDrop(app);
  return over ? (
    <div className={css.dropOverlay} aria-hidden="true">
      <p>{t('Drop to read')}</p>
      <p className="hint">{t('Files, folders or ZIPs. Nothing leaves this tab.')}</p>
    </div>
  ) : null;
}

function useWindowDrop(app: App): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    let depth = 0;
    const on = <K extends 'dragenter' | 'dragleave' | 'dragover' | 'drop'>(
      name: K,
      act: (event: DragEvent) => void,
    ) =>
      window.addEventListener(
        name,
        (event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          act(event);
          setOver(depth > 0);
        },
        { signal },
      );
    on('dragenter', () => {
      depth += 1;
    });
    on('dragover', () => undefined);
    on('dragleave', () => {
      depth = Math.max(0, depth - 1);
    });
    on('drop', (event) => {
      depth = 0;
      if (event.dataTransfer !== null) app.open({ kind: 'drop', transfer: event.dataTransfer });
    });
    return () => stop.abort();
  }, [app]);
  return over;
}
