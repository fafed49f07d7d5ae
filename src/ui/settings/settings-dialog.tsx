import { useState } from 'react';
import { initialsOf, OPERATING_POINTS, type Settings } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { AttentionSettings } from '../attention/attention-settings.tsx';
import { POINT_WORDS } from '../desk/point-words.ts';
import { LockChoice } from '../lock/lock-choice.tsx';
import button from '../parts/button.module.css';
import { Choices } from '../parts/choices.tsx';
import { classes } from '../parts/classes.ts';
import { Dialog } from '../parts/dialog.tsx';
import css from './settings-dialog.module.css';
import { SettingsFile } from './settings-file.tsx';
import { SiteChoice } from './site-choice.tsx';

const SWITCHES = [
  { id: 'maskNames', label: 'Mask names and IDs', hint: 'Rows keep an opaque number.' },
  {
    id: 'characterKeys',
    label: 'Single-character shortcuts',
    hint: 'Off: only arrows, Home, End and Escape act.',
  },
  {
    id: 'keepResults',
    label: 'Keep results in this browser',
    hint: 'Probabilities and what people did, never pixels.',
  },
  {
    id: 'keepNames',
    label: 'Keep names with the queue',
    hint: 'Off: given again, a study has its name again.',
  },
] as const satisfies readonly { readonly id: keyof Settings; label: string; hint: string }[];

/** What a reader decides once. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const settings = useStore(app.settings, (now) => now);
  return (
    <Dialog title="Settings" onClose={onClose}>
      <Choices legend="Operating point">
        <p className="hint">
          Where a probability becomes a flag. The triage desk, beside the search, says what each
          costs here.
        </p>
        {OPERATING_POINTS.map((point) => (
          <label key={point}>
            <input
              type="radio"
              name="operating-point"
              checked={settings.operatingPoint === point}
              onChange={() => app.change({ operatingPoint: point })}
            />
            {POINT_WORDS[point].label} <span className="hint">{POINT_WORDS[point].hint}</span>
          </label>
        ))}
      </Choices>
      <Choices legend="Screen and keys">
        {SWITCHES.map(({ id, label, hint }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={settings[id]}
              onChange={({ target }) => app.change({ [id]: target.checked })}
            />
            {label} <span className="hint">{hint}</span>
          </label>
        ))}
      </Choices>
      <AttentionSettings />
      <label className={css.initials}>
        Initials
        <input
          type="text"
          maxLength={4}
          autoComplete="off"
          value={settings.initials}
          onChange={({ target }) => app.change({ initials: initialsOf(target.value) })}
        />
        <span className="hint">Stand beside what you acknowledge and finish.</span>
      </label>
      <LockChoice />
      <SiteChoice />
      <SettingsFile />
      <ClearEverything onDone={onClose} />
    </Dialog>
  );
}

function ClearEverything({ onDone }: { readonly onDone: () => void }) {
  const app = useApp();
  const [sure, setSure] = useState(false);
  const clear = () => {
    void app.clearEverything().then(onDone);
  };
  return (
    <section className={css.clear}>
      <h3>Clear everything</h3>
      <p className="hint">
        Closes all studies and deletes every result, measurement, verdict and setting kept in this
        browser. The audit log stays, and says so: it names no patient, and nothing can tell any
        more which studies its seals were of.
      </p>
      {sure ? (
        <p>
          <button type="button" className={classes(button.button, button.danger)} onClick={clear}>
            Yes, delete all
          </button>{' '}
          <button
            type="button"
            className={classes(button.button, button.quiet)}
            onClick={() => setSure(false)}
          >
            Keep
          </button>
        </p>
      ) : (
        <button type="button" className={button.button} onClick={() => setSure(true)}>
          Clear everything
        </button>
      )}
    </section>
  );
}
