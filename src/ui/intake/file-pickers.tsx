import { type ChangeEvent, useRef } from 'react';
import { isAbort } from '#base';
import type { WatchedHandle } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './file-pickers.module.css';

/** The picker of the File System Access API; null where the browser has none. Rejects where the person picks nothing. */
async function pickFolder(): Promise<WatchedHandle | null> {
  const pick: unknown = Reflect.get(window, 'showDirectoryPicker');
  return typeof pick === 'function' ? pick.call(window, { id: 'watched', mode: 'read' }) : null;
}

const ignoreRefusal = (error: unknown): void => {
  if (!isAbort(error)) throw error;
};

/** Buttons for files and for a folder. */
export function FilePickers({ quiet = false }: { readonly quiet?: boolean }) {
  const app = useApp();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const picked = Array.from(target.files ?? []);
    if (picked.length > 0) app.open({ kind: 'files', files: picked });
    target.value = ''; // The same file may be picked again.
  };
  const look = classes(button.button, quiet && button.quiet);
  return (
    <span className={css.pickers}>
      <button type="button" className={look} onClick={() => files.current?.click()}>
        {t('Open files')}
      </button>
      <button type="button" className={look} onClick={() => folder.current?.click()}>
        {t('Open a folder')}
      </button>
      <button
        type="button"
        className={look}
        title={t('Reads what is in a folder, and whatever arrives in it')}
        onClick={() => void pickFolder().then(app.watchFolder, ignoreRefusal)}
      >
        {t('Watch a folder')}
      </button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        onChange={take}
        aria-label={t('Files to open')}
        data-testid="file-input"
      />
      <input
        ref={folder}
        type="file"
        hidden
        onChange={take}
        aria-label={t('Folder to open')}
        {...{ webkitdirectory: '' }}
      />
    </span>
  );
}
