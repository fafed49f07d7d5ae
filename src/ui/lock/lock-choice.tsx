import { useState } from 'react';
import { LOCK_MINUTES } from '#store';
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
    <Choices legend="Covering the screen">
      <label>
        Without input, cover it{' '}
        <select
          value={minutes}
          onChange={({ target }) => app.change({ lockMinutes: Number(target.value) })}
        >
          {LOCK_MINUTES.map((each) => (
            <option key={each} value={each}>
              {each === 0 ? 'never' : `after ${each} minutes`}
            </option>
          ))}
        </select>
      </label>
      {pin === null ? (
        <div className={css.initials}>
          <label>
            PIN{' '}
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
            Set PIN
          </button>
          <span className="hint">
            From {LEAST_PIN} characters; none: any key uncovers. Keeps passers-by off, not who can
            read the disk.
          </span>
        </div>
      ) : (
        <p>
          A PIN uncovers the screen.{' '}
          <button
            type="button"
            className={button.button}
            onClick={() => app.change({ lockPin: null })}
          >
            Remove the PIN
          </button>
        </p>
      )}
    </Choices>
  );
}
