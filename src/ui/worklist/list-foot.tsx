import type { ReactNode } from 'react';
import { keyOf, type ShortcutId } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { keyText } from '../settings/key-text.ts';
import css from './list-foot.module.css';
import { UndoBar, useUndoable } from './undo-bar.tsx';

const KEYS: readonly { readonly id: ShortcutId; readonly label: string }[] = [
  {
    id: 'acknowledge',
    get label() {
      return t('Acknowledge');
    },
  },
  {
    id: 'done',
    get label() {
      return t('Done');
    },
  },
  {
    id: 'pin',
    get label() {
      return t('Pin');
    },
  },
  {
    id: 'back-to-unread',
    get label() {
      return t('Back to unread');
    },
  },
  {
    id: 'search',
    get label() {
      return t('Search');
    },
  },
  {
    id: 'help',
    get label() {
      return t('All keys');
    },
  },
];

/**
 * Where the list ends, always: what was done last and can be undone, else the keys that act on a row; and that changes of the order wait
 * (`children`). Nothing lies on a row.
 */
export function ListFoot({ children }: { readonly children: ReactNode }) {
  const said = useUndoable();
  return (
    <div className={css.foot}>
      {said === null ? <Keys /> : <UndoBar said={said} />}
      {children}
    </div>
  );
}

/** The keys as they are set. Those that were switched off are not there. */
function Keys() {
  const app = useApp();
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  const single = useStore(app.settings, ({ characterKeys }) => characterKeys);
  if (!single) return null;
  return (
    <ul className={css.keys} aria-label={t('Keys for the row with the focus')}>
      {KEYS.map(({ id, label }) => ({ id, label, key: keyOf(id, changes) }))
        .filter(({ key }) => key !== '')
        .map(({ id, label, key }) => (
          <li key={id}>
            <kbd>{keyText(key)}</kbd> {label}
          </li>
        ))}
    </ul>
  );
}
