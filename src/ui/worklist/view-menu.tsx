import { lazy, Suspense, useState } from 'react';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { IconButton } from '../parts/icon-button.tsx';
import css from './view-menu.module.css';

const ViewDialog = lazy(() =>
  import('./view-dialog.tsx').then((module) => ({ default: module.ViewDialog })),
);

/** How the list is looked at: saved views to choose from, and what they are made of. */
export function ViewMenu() {
  const app = useApp();
  const views = useStore(app.settings, (settings) => settings.views);
  const [open, setOpen] = useState(false);
  return (
    <>
      {views.length === 0 ? null : (
        <select
          className={css.views}
          aria-label={t('Saved views')}
          value=""
          onChange={({ target }) => app.showView(target.value)}
        >
          <option value="" disabled>
            {t('Views')}
          </option>
          {views.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <IconButton tool="view" label={t('View of the list')} onClick={() => setOpen(true)} />
      {open ? (
        <Suspense>
          <ViewDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
