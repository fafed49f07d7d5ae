import { useEffect, useState } from 'react';
import { asksForInitials, type Notice } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { deskNoticeText } from './care-text.ts';
import { InitialsQuestion } from './initials-question.tsx';
import css from './undo-bar.module.css';

const SHOWN_MS = 10_000;

/** What was told for its while, wherever the bar stands by now. */
const past = new WeakSet<Notice>();

type Undoable = Extract<Notice, { kind: 'care' | 'verdict' | 'pin' }>;

/** What was done to a study last, as long as it is told; null: nothing is. */
export function useUndoable(): Undoable | null {
  const app = useApp();
  const latest = useStore(app.notices, (state) => state.done);
  const asks = useAsks();
  const [, setOver] = useState<Notice | null>(null);
  useEffect(() => {
    if (asks || latest === null) return;
    const timer = setTimeout(() => {
      past.add(latest);
      setOver(latest);
    }, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [latest, asks]);
  if (latest === null || past.has(latest)) return null;
  const isUndoable = latest.kind === 'care' || latest.kind === 'verdict' || latest.kind === 'pin';
  return isUndoable ? latest : null;
}

/** Whether who acknowledged something just now is to be asked for initials. */
function useAsks(): boolean {
  const app = useApp();
  const shift = useStore(app.worklist, (state) => state.shift.startedAt);
  const wanted = useStore(app.settings, (settings) =>
    asksForInitials(settings, { startedAt: shift }),
  );
  return useStore(
    app.notices,
    ({ done }) => wanted && done?.kind === 'care' && done.to === 'acknowledged',
  );
}

/** The same over the image, beside its texts, where no list has room for it. `whole`: no list is left of it. */
export function UndoBarOverImage({ whole }: { readonly whole: boolean }) {
  const said = useUndoable();
  return said === null ? null : (
    <div className={classes(css.overImage, whole && css.whole)}>
      <UndoBar said={said} />
    </div>
  );
}

/** What was done to a study last, with a button that takes it back. */
export function UndoBar({ said }: { readonly said: Undoable }) {
  const app = useApp();
  const asks = useAsks();
  return (
    <div className={css.bar} data-testid="undo-bar">
      <span>{deskNoticeText(said)}</span>
      <button type="button" className={button.link} onClick={app.undo}>
        {t('Undo')}
      </button>
      {asks ? <InitialsQuestion /> : null}
    </div>
  );
}
