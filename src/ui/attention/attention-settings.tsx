import { useState } from 'react';
import { type AlertLevel, REPEAT_MINUTES } from '#store';
import { percent, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { ClockField } from '../parts/clock-field.tsx';
import css from './attention-settings.module.css';
import { askForNotices, type NoticeLeave, noticeLeave } from './os-notice.ts';
import { allowSound, playTone } from './tones.ts';

const SOUNDS = [
  {
    level: 'urgent',
    get label() {
      return t('Urgent flag');
    },
  },
  {
    level: 'flag',
    get label() {
      return t('Flag');
    },
  },
  {
    level: 'problem',
    get label() {
      return t('New studies not seen');
    },
  },
] as const satisfies readonly { readonly level: AlertLevel; readonly label: string }[];

const LEAVE_TEXTS: Readonly<Record<NoticeLeave, string>> = {
  granted: '',
  get default() {
    return t('The browser asks for leave when it is switched on.');
  },
  get denied() {
    return t(
      'The browser refuses: give leave in its settings of this site, then switch it on here.',
    );
  },
  get unsupported() {
    return t('This browser has none.');
  },
};

/** How the desk calls: sounds, notices, quiet hours. */
export function AttentionSettings() {
  const app = useApp();
  const { sound, attention } = useStore(app.settings, (settings) => settings);
  const change = (part: Partial<typeof attention>) =>
    app.change({ attention: { ...app.settings.getState().attention, ...part } });
  const { volume, repeatMinutes } = attention;
  return (
    <fieldset className={css.attention}>
      <legend>{t('Attention')}</legend>
      <p className="hint">
        {t(
          'For new flags, whether dropped, from the watched folder or from the PACS. Opening, acknowledging or finishing a study ends its calls.',
        )}
      </p>
      <label className={css.line}>
        <input
          type="checkbox"
          checked={sound}
          onChange={({ target }) => {
            if (target.checked) void allowSound();
            app.change({ sound: target.checked });
          }}
        />
        {t('Sound for a new flag')}{' '}
        <span className="hint">{t('Off until it is switched on.')}</span>
      </label>
      <div className={css.under}>
        <label>
          {t('Volume')}
          <input
            type="range"
            min="5"
            max="100"
            step="5"
            value={volume}
            aria-label={t('Volume, percent')}
            onChange={({ target }) => change({ volume: Number(target.value) })}
          />
          <span>{percent(volume / 100)}</span>
        </label>
        <label>
          {t('Repeat until acknowledged')}
          <select
            value={repeatMinutes}
            onChange={({ target }) => change({ repeatMinutes: Number(target.value) })}
          >
            {REPEAT_MINUTES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0 ? t('no, sound once') : t('every {minutes} min', { minutes })}
              </option>
            ))}
          </select>
        </label>
        <SoundTest volume={volume} />
      </div>
      <Notices />
      <QuietHours />
    </fieldset>
  );
}

function SoundTest({ volume }: { readonly volume: number }) {
  const [heard, setHeard] = useState(true);
  return (
    <p className={css.test}>
      <span>{t('Test')}</span>
      {SOUNDS.map(({ level, label }) => (
        <button
          key={level}
          type="button"
          className={classes(button.button, button.quiet)}
          aria-label={t('Test the sound: {label}', { label })}
          onClick={() => void playTone(level, volume).then(setHeard)}
        >
          {label}
        </button>
      ))}
      {heard ? null : (
        <span className="problem" role="alert">
          {t('The browser lets no sound be heard.')}
        </span>
      )}
    </p>
  );
}

function Notices() {
  const app = useApp();
  const attention = useStore(app.settings, (settings) => settings.attention);
  const [leave, setLeave] = useState(noticeLeave);
  const set = async (notify: boolean) => {
    const given = notify ? await askForNotices() : noticeLeave();
    setLeave(given);
    const now = app.settings.getState().attention;
    app.change({ attention: { ...now, notify: notify && given === 'granted' } });
  };
  const isOn = attention.notify && leave === 'granted';
  return (
    <label className={css.line}>
      <input
        type="checkbox"
        checked={isOn}
        disabled={leave === 'unsupported'}
        onChange={({ target }) => void set(target.checked)}
      />
      {t('Notices of the operating system')}{' '}
      <span className="hint">
        {t('Number and urgency alone, no patient data. {leave}', { leave: LEAVE_TEXTS[leave] })}
      </span>
    </label>
  );
}

function QuietHours() {
  const app = useApp();
  const attention = useStore(app.settings, (settings) => settings.attention);
  const { quiet } = attention;
  const change = (part: Partial<typeof quiet>) =>
    app.change({ attention: { ...attention, quiet: { ...quiet, ...part } } });
  const time = (end: 'from' | 'to', label: string) => (
    <ClockField
      label={label}
      minutes={quiet[end]}
      onMinutes={(minutes) => change({ [end]: minutes })}
    />
  );
  return (
    <>
      <div className={css.line}>
        <label>
          <input
            type="checkbox"
            checked={quiet.on}
            onChange={({ target }) => change({ on: target.checked })}
          />
          {t('Quiet hours')}
        </label>
        {t('from')} {time('from', t('Quiet hours begin'))} {t('to')}{' '}
        {time('to', t('Quiet hours end'))}
        <span className="hint">{t('No sound and no notice; the list and the title go on.')}</span>
      </div>
      <label className={classes(css.line, css.under)}>
        <input
          type="checkbox"
          checked={quiet.urgentToo}
          disabled={!quiet.on}
          onChange={({ target }) => change({ urgentToo: target.checked })}
        />
        {t('Urgent flags call all the same')}
      </label>
    </>
  );
}
