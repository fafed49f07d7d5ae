import { useEffect, useId, useRef, useState } from 'react';
import type { WorklistRow } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import button from '../parts/button.module.css';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/text-field.tsx';
import css from './pin-dialog.module.css';

/** As much as a row and a column of the exported list can hold. */
const LONGEST_NOTE = 80;

/** Asks why a study is to stand at the top. `Enter` pins it, with a note or without; `Escape` leaves it where it is. */
export function PinDialog(props: { readonly row: WorklistRow; readonly onClose: () => void }) {
  const { row, onClose } = props;
  const app = useApp();
  const [note, setNote] = useState('');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Dialog
      title={t('Pin study #{number} to the top', { number: row.entry.number })}
      onClose={onClose}
    >
      {/* The browser's own way to close a dialog gives the focus back to the row. */}
      <form
        method="dialog"
        className={css.form}
        onSubmit={() => {
          if (row.entry.pin === null) app.togglePin(row.key, note.trim());
        }}
      >
        <label className={css.note} htmlFor={id}>
          {t('Note')}
          <TextField
            ref={field}
            id={id}
            maxLength={LONGEST_NOTE}
            placeholder={t('Why, or whom to call')}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
        <button type="submit" className={button.button}>
          {t('Pin')}
        </button>
      </form>
      <p className="hint">
        {t(
          'The note stands in the row also while names are masked, stays in this browser over a reload, and is in the exported list: name nobody in it.',
        )}
      </p>
    </Dialog>
  );
}
