import { useState } from 'react';
import { type AlertLevel, clockOf, minutesOf, REPEAT_MINUTES } from '#store';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './attention-settings.module.css';
import { askForNotices, type NoticeLeave, noticeLeave } from './os-notice.ts';
import { allowSound, playTone } from './tones.ts';

const SOUNDS = [
  { level: 'urgent', label: 'Urgent flag' },
  { level: 'flag', label: 'Flag' },
  { level: 'problem', label: 'New studies not seen' },
] as const satisfies readonly { readonly level: AlertLevel; readonly label: string }[];

const LEAVE_TEXTS: Readonly<Record<NoticeLeave, string>> = {
  granted: '',
  default: 'The browser asks for leave when it is switched on.',
  denied: 'The browser refuses: give leave in its settings of this site, then switch it on here.',
  unsupported: 'This browser has none.',
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
      <legend>Attention</legend>
      <p className="hint">
        For new flags, whether dropped, from the watched folder or from the PACS. Opening,
        acknowledging or finishing a study ends its calls.
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
        Sound for a new flag <span className="hint">Off until it is switched on.</span>
      </label>
      <div className={css.under}>
        <label>
          Volume
          <input
            type="range"
            min="5"
            max="100"
            step="5"
            value={volume}
            aria-label="Volume, percent"
            onChange={({ target }) => change({ volume: Number(target.value) })}
          />
          <span>{volume} %</span>
        </label>
        <label>
          Repeat until acknowledged
          <select
            value={repeatMinutes}
            onChange={({ target }) => change({ repeatMinutes: Number(target.value) })}
          >
            {REPEAT_MINUTES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes === 0 ? 'no, sound once' : `every ${minutes} min`}
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
      <span>Test</span>
      {SOUNDS.map(({ level, label }) => (
        <button
          key={level}
          type="button"
          className={classes(button.button, button.quiet)}
          aria-label={`Test the sound: ${label}`}
          onClick={() => void playTone(level, volume).then(setHeard)}
        >
          {label}
        </button>
      ))}
      {heard ? null : (
        <span className="problem" role="alert">
          The browser lets no sound be heard.
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
      Notices of the operating system{' '}
      <span className="hint">Number and urgency alone, no patient data. {LEAVE_TEXTS[leave]}</span>
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
    <input
      type="time"
      aria-label={label}
      required
      value={clockOf(quiet[end])}
      onChange={({ target }) => {
        const minutes = minutesOf(target.value);
        if (minutes !== null) change({ [end]: minutes });
      }}
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
          Quiet hours
        </label>
        from {time('from', 'Quiet hours begin')} to {time('to', 'Quiet hours end')}
        <span className="hint">No sound and no notice; the list and the title go on.</span>
      </div>
      <label className={classes(css.line, css.under)}>
        <input
          type="checkbox"
          checked={quiet.urgentToo}
          disabled={!quiet.on}
          onChange={({ target }) => change({ urgentToo: target.checked })}
        />
        Urgent flags call all the same
      </label>
    </>
  );
}
