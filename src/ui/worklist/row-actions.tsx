import type { WorklistRow } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { type ListRest, useSettled } from './list-rest.ts';
import css from './row-actions.module.css';

/** What can be done to a study without opening it; shown where the pointer or the focus is. */
export function RowActions(props: {
  readonly row: WorklistRow;
  readonly compact: boolean;
  readonly focusable: boolean;
  /** Asks for the note of a pin, or takes the pin away. */
  readonly onPin: (row: WorklistRow) => void;
  readonly rest: ListRest;
}) {
  const { row, compact, focusable, onPin, rest } = props;
  const app = useApp();
  const settled = useSettled(rest);
  const { care, key } = row;
  const pinned = row.entry.pin !== null;
  // In rows that pass by while the list is scrolled nobody sees them, and of what such a row is made they are a fifth.
  if (!settled && !focusable && !pinned) return null;
  const common = { small: true, tabIndex: focusable ? 0 : -1 };
  return (
    <span className={classes(css.actions, compact && css.compact, pinned && css.pinned)}>
      {care === 'done' ? (
        <IconButton
          {...common}
          tool="undo"
          label={t('Back to the ranking')}
          onClick={() => app.setCare(key, 'open')}
        />
      ) : (
        <>
          <IconButton
            {...common}
            tool="acknowledge"
            label={t('Acknowledge')}
            title={t('Acknowledge: somebody took this study on (K)')}
            on={care === 'acknowledged'}
            onClick={() => app.setCare(key, care === 'acknowledged' ? 'unread' : 'acknowledged')}
          />
          <IconButton
            {...common}
            tool="done"
            label={t('Done')}
            title={t('Done: out of the ranking (D)')}
            onClick={() => app.setCare(key, 'done')}
          />
        </>
      )}
      <IconButton
        {...common}
        tool="pin"
        label={pinned ? t('Unpin') : t('Pin to the top')}
        title={pinned ? t('Unpin (Shift+T)') : t('Pin to the top, with a note (Shift+T)')}
        on={pinned}
        className={css.pin}
        onClick={() => onPin(row)}
      />
    </span>
  );
}
