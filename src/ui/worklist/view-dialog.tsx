import { type FormEvent, useState } from 'react';
import { DENSITIES, type Density, HIDEABLE_COLUMNS } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { Choices } from '../parts/choices.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { COLUMN_NAMES, ROW_SIZES } from './columns.ts';
import css from './view-dialog.module.css';

const DENSITY_NAMES: Readonly<Record<Density, string>> = {
  get compact() {
    return t('Compact');
  },
  get standard() {
    return t('Standard');
  },
  get comfortable() {
    return t('Comfortable');
  },
};

/** What a view of the list is made of: height, columns, and the views that were saved. */
export function ViewDialog({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const density = useStore(app.settings, (settings) => settings.density);
  const hidden = useStore(app.settings, (settings) => settings.hiddenColumns);
  return (
    <Dialog title={t('View of the list')} onClose={onClose}>
      <Choices legend={t('Height of the rows')}>
        {DENSITIES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="density"
              checked={density === one}
              onChange={() => app.change({ density: one })}
            />
            {DENSITY_NAMES[one]} <span className="hint">{ROW_SIZES[one].row} px</span>
          </label>
        ))}
      </Choices>
      <Choices legend={t('Columns')}>
        <p className="hint">
          {t(
            'Rank, state, patient, probability and waiting are always there. A narrow window leaves out arrival and coverage.',
          )}
        </p>
        {HIDEABLE_COLUMNS.map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={!hidden.includes(column)}
              onChange={({ target }) =>
                app.change({
                  hiddenColumns: HIDEABLE_COLUMNS.filter((one) =>
                    one === column ? !target.checked : hidden.includes(one),
                  ),
                })
              }
            />
            {COLUMN_NAMES[column]}
          </label>
        ))}
      </Choices>
      <SavedViews />
    </Dialog>
  );
}

function SavedViews() {
  const app = useApp();
  const views = useStore(app.settings, (settings) => settings.views);
  const [name, setName] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    app.saveView(name);
    setName('');
  };
  return (
    <Choices legend={t('Saved views')}>
      <p className="hint">
        {t(
          'A view keeps filter, order, height and columns. Search words are not kept: they may name a patient.',
        )}
      </p>
      <ul className={css.saved}>
        {views.map((view) => (
          <li key={view.name}>
            <button type="button" className={button.button} onClick={() => app.showView(view.name)}>
              {view.name}
            </button>
            <IconButton
              tool="close"
              label={t('Delete the view {name}', { name: view.name })}
              small
              onClick={() => app.deleteView(view.name)}
            />
          </li>
        ))}
      </ul>
      <form className={css.save} onSubmit={save}>
        <TextField
          aria-label={t('Name of the view')}
          placeholder={t('Name')}
          maxLength={40}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <button type="submit" className={button.button} disabled={name.trim() === ''}>
          {t('Save the present view')}
        </button>
      </form>
    </Choices>
  );
}
