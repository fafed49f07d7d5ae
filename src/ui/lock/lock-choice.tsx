import { useState } from 'react';
import { LOCK_MINUTES } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { Choices } from '../parts/choices.tsx';
import css from '../settings/settings-dialog.module.css';
import { LEAST_PIN, pinToKeep } from './pin.ts';

/** When the screen is covered, and whether a PIN uncovers it. */
export function LockChoice() {
  const app = useApp();
  const minutes = useStore(app.settings, (now) => now.lockMinutes);
  const pin = useStore(app.settings, (now) => now.lockPin);
  const [draft, setDraft] = useState('');
  const set = async (): Promise<void> => {
    app.change({ lockPin: await pinToKeep(draft) });
    setDraft('');
  };
  return (
    <Choices legend={t('Covering the screen')}>
      <label>
        {t('Without input, cover it')}{' '}
        <select
          value={minutes}
          onChange={({ target }) => app.change({ lockMinutes: Number(target.value) })}
        >
          {LOCK_MINUTES.map((each) => (
            <option key={each} value={each}>
              {each === 0 ? t('never') : t('after {n} minute | after {n} minutes', { n: each })}
            </option>
          ))}
        </select>
      </label>
      {pin === null ? (
        <div className={css.initials}>
          <label>
            {'PIN'}{' '}
            <input
              type="password"
              autoComplete="off"
              maxLength={32}
              value={draft}
              onChange={({ target }) => setDraft(target.value)}
            />
          </label>
          <button
            type="button"
            className={button.button}
            disabled={draft.length < LEAST_PIN}
            onClick={() => void set()}
          >
            {t('Set PIN')}
          </button>
          <span className="hint">
            {t(
              'From {least} characters; none: any key uncovers. Keeps passers-by off, not who can read the disk.',
              { least: LEAST_PIN },
            )}
          </span>
        </div>
      ) : (
        <p>
          {t('A PIN uncovers the screen.')}{' '}
          <button
            type="button"
            className={button.button}
            onClick={() => app.change({ lockPin: null })}
          >
            {t('Remove the PIN')}
          </button>
        </p>
      )}
    </Choices>
  );
}
