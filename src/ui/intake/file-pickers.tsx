import { type ChangeEvent, useRef } from 'react';
import { useApp } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './file-pickers.module.css';

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
        Open files
      </button>
      <button type="button" className={look} onClick={() => folder.current?.click()}>
        Open a folder
      </button>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        onChange={take}
        aria-label="Files to open"
        data-testid="file-input"
      />
      <input
        ref={folder}
        type="file"
        hidden
        onChange={take}
        aria-label="Folder to open"
        {...{ webkitdirectory: '' }}
      />
    </span>
  );
}
