import { useState } from 'react';
import { initialsOf, OPERATING_POINTS, type Settings } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { AttentionSettings } from '../attention/attention-settings.tsx';
import { POINT_WORDS } from '../desk/point-words.ts';
import { LockChoice } from '../lock/lock-choice.tsx';
import button from '../parts/button.module.css';
import { Choices } from '../parts/choices.tsx';
import { classes } from '../parts/classes.ts';
import { Dialog } from '../parts/dialog.tsx';
import { LanguageSetting } from './language-setting.tsx';
import css from './settings-dialog.module.css';
import { SettingsFile } from './settings-file.tsx';
import { SiteChoice } from './site-choice.tsx';

const SWITCHES = [
  {
    id: 'maskNames',
    get label() {
      return t('Mask names and IDs');
    },
    get hint() {
      return t('Rows keep an opaque number.');
    },
  },
  {
    id: 'characterKeys',
    get label() {
      return t('Single-character shortcuts');
    },
    get hint() {
      return t('Off: only arrows, Home, End and Escape act.');
    },
  },
  {
    id: 'keepResults',
    get label() {
      return t('Keep results in this browser');
    },
    get hint() {
      return t('Probabilities and what people did, never pixels.');
    },
  },
  {
    id: 'keepNames',
    get label() {
      return t('Keep names with the queue');
    },
    get hint() {
      return t('Off: given again, a study has its name again.');
    },
  },
] as const satisfies readonly { readonly id: keyof Settings; label: string; hint: string }[];

/** What a reader decides once. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const settings = useStore(app.settings, (now) => now);
  return (
    <Dialog title={t('Settings')} onClose={onClose}>
      <Choices legend={t('Operating point')}>
        <p className="hint">
          {t(
            'Where a probability becomes a flag. The triage desk, beside the search, says what each costs here.',
          )}
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
      <Choices legend={t('Screen and keys')}>
        <LanguageSetting />
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
        <label>
          <input
            type="checkbox"
            checked={settings.blinded}
            onChange={({ target }) => app.setBlinded(target.checked)}
          />
          {t('Read blind')}{' '}
          <span className="hint">
            {t('Results stay hidden until your first verdict: no triage.')}
          </span>
        </label>
      </Choices>
      <AttentionSettings />
      <label className={css.initials}>
        {t('Initials')}
        <input
          type="text"
          maxLength={4}
          autoComplete="off"
          value={settings.initials}
          onChange={({ target }) =>
            app.change({ initials: initialsOf(target.value), initialsAsked: 0 })
          }
        />
        <span className="hint">
          {t('Stand beside your verdicts and what you acknowledge and finish.')}
        </span>
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
      <h3>{t('Clear everything')}</h3>
      <p className="hint">
        {t(
          'Closes all studies and deletes every result, measurement, verdict and setting kept in this browser. The audit log stays, and says so: it names no patient, and nothing can tell any more which studies its seals were of.',
        )}
      </p>
      {sure ? (
        <p>
          <button type="button" className={classes(button.button, button.danger)} onClick={clear}>
            {t('Yes, delete all')}
          </button>{' '}
          <button
            type="button"
            className={classes(button.button, button.quiet)}
            onClick={() => setSure(false)}
          >
            {t('Keep')}
          </button>
        </p>
      ) : (
        <button type="button" className={button.button} onClick={() => setSure(true)}>
          {t('Clear everything')}
        </button>
      )}
    </section>
  );
}
