import { useState } from 'react';
import { problemWords, type SettingsProblem, settingsFile } from '#store';
import { t, told } from '#texts';
import { useApp } from '../app-context.ts';
import button from '../parts/button.module.css';
import { FileButton } from '../parts/file-button.tsx';
import { saveFile } from '../parts/save-file.ts';
import css from './settings-dialog.module.css';

/** Settings go to another browser, or to the whole site, as a file. */
export function SettingsFile() {
  const app = useApp();
  const [taken, setTaken] = useState<readonly SettingsProblem[] | null>(null);
  const take = async (file: File) => setTaken(await app.takeSettings(await file.text()));
  const save = () =>
    saveFile('config.json', settingsFile(app.settings.getState()), 'application/json');
  return (
    <section className={css.file}>
      <h3>{t('Settings as a file')}</h3>
      <p className="hint">
        {t('For another browser; or for everybody here, as config.json beside the app.')}
      </p>
      <p className={css.fileButtons}>
        <button type="button" className={button.button} onClick={save}>
          {t('Save as config.json')}
        </button>
        <FileButton
          label={t('Open a file…')}
          fieldLabel={t('Settings file to open')}
          accept=".json,application/json"
          onFile={take}
        />
      </p>
      <div role="status">
        {taken !== null && taken.length === 0 && <p>{t('All settings of the file are in use.')}</p>}
        {taken !== null && taken.length > 0 && (
          <ul className={css.problems}>
            {taken.map((problem) => (
              <li key={problem.path}>{told(problemWords(problem))}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
