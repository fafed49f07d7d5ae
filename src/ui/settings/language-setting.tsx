import { useEffect, useRef } from 'react';
import { LANGUAGE_CHOICES, type LanguageChoice, parseLanguageChoice, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { keepSettingsOpen, settingsStayOpen } from './kept-open.ts';

/** Each is called as its speakers call it. */
const NAMES: Readonly<Record<Exclude<LanguageChoice, 'browser'>, string>> = {
  en: 'English',
  de: 'Deutsch',
};

/** The language of the screen. A choice draws the screen anew, with this dialog open and the focus here. */
export function LanguageSetting() {
  const app = useApp();
  const chosen = useStore(app.settings, (settings) => settings.language);
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    // The dialog opens after this, and gives the focus to what asks for it.
    if (settingsStayOpen()) select.current?.setAttribute('autofocus', '');
    keepSettingsOpen(false);
  }, []);
  return (
    <label>
      {t('Language')}{' '}
      <select
        ref={select}
        value={chosen}
        onChange={({ target }) => {
          keepSettingsOpen(true);
          app.change({ language: parseLanguageChoice(target.value) });
        }}
      >
        {LANGUAGE_CHOICES.map((choice) =>
          choice === 'browser' ? (
            <option key={choice} value={choice}>
              {t('as the browser')}
            </option>
          ) : (
            <option key={choice} value={choice} lang={choice}>
              {NAMES[choice]}
            </option>
          ),
        )}
      </select>{' '}
      <span className="hint">{t('Of this screen; files and DICOM objects are in English.')}</span>
    </label>
  );
}
