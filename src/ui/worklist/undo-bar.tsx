import { useEffect, useState } from 'react';
import type { Notice } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { deskNoticeText } from './care-text.ts';
import css from './undo-bar.module.css';

const SHOWN_MS = 10_000;

/** What was done to a study last, for a while, with a button that takes it back. `overImage`: where the list is a rail, beside the image's texts. */
export function UndoBar({ overImage }: { readonly overImage: boolean }) {
  const app = useApp();
  const latest = useStore(app.notices, (state) => state.latest);
  const [over, setOver] = useState<Notice | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setOver(latest), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [latest]);
  if ((latest?.kind !== 'care' && latest?.kind !== 'verdict') || latest === over) return null;
  return (
    <div className={classes(css.bar, overImage && css.overImage)} data-testid="undo-bar">
      <span>{deskNoticeText(latest)}</span>
      <button type="button" className={button.link} onClick={app.undo}>
        {t('Undo')}
      </button>
    </div>
  );
}
