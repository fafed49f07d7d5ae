import { useId, useState } from 'react';
import {
  BANNER_LINE_LENGTH,
  bannerLineOf,
  CAP_MINUTES,
  OWN_WINDOWS,
  type Settings,
  WINDOW_RANGE,
} from '#store';
import { lowered, t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { Choices } from '../parts/choices.tsx';
import { PRESETS } from '../reading/presets.ts';
import css from './site-choice.module.css';

/** What is the same for everybody at a site, as a rule in its config.json: the waiting cap, a line beside the banner, the windows of the keys. */
export function SiteChoice() {
  const app = useApp();
  const capId = useId();
  const { capMinutes, bannerLine, windows } = useStore(app.settings, (now) => now);
  return (
    <Choices legend={t('This site')}>
      <div className={css.site}>
        <div>
          <label htmlFor={capId}>{t('Waiting cap')}</label>{' '}
          <Whole
            id={capId}
            value={capMinutes}
            range={CAP_MINUTES}
            onChange={(minutes) => app.change({ capMinutes: minutes })}
          />{' '}
          {t('minutes')}{' '}
          <span className="hint">
            {t('A study that waits longer rises above flags. From {least} to {most}.', {
              least: CAP_MINUTES.least,
              most: CAP_MINUTES.most,
            })}
          </span>
        </div>
        <label className={css.line}>
          {t('Line beside the banner')}
          <input
            type="text"
            autoComplete="off"
            maxLength={BANNER_LINE_LENGTH}
            value={bannerLine}
            placeholder={t('Whom to call when something is wrong')}
            onChange={({ target }) => app.change({ bannerLine: bannerLineOf(target.value) })}
          />
        </label>
        <WindowTable windows={windows} />
      </div>
    </Choices>
  );
}

const PARTS = [
  {
    part: 'width',
    get name() {
      return t('Width');
    },
  },
  {
    part: 'center',
    get name() {
      return t('Center');
    },
  },
] as const;

function WindowTable({ windows }: { readonly windows: Settings['windows'] }) {
  const app = useApp();
  const set = (preset: keyof Settings['windows'], part: 'width' | 'center', hu: number): void =>
    app.change({ windows: { ...windows, [preset]: { ...windows[preset], [part]: hu } } });
  return (
    <>
      <table className={css.windows}>
        <caption>{t('Windows of the preset keys, HU')}</caption>
        <thead>
          <tr>
            <td />
            {PARTS.map(({ part, name }) => (
              <th key={part} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PRESETS.map(({ preset, label }) => (
            <tr key={preset}>
              <th scope="row">{label}</th>
              {PARTS.map(({ part, name }) => (
                <td key={part}>
                  <Whole
                    label={`${label}, ${lowered(name)}`}
                    value={windows[preset][part]}
                    range={WINDOW_RANGE[part]}
                    onChange={(hu) => set(preset, part, hu)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">{t('On the screen only: the model and exports keep their own.')}</p>
      <p>
        <button
          type="button"
          className={button.button}
          onClick={() => app.change({ windows: OWN_WINDOWS })}
        >
          {t('Windows as at first')}
        </button>
      </p>
    </>
  );
}

/** A whole number. What is no number of the range is not taken, and on leaving the field gone. */
function Whole(props: {
  readonly id?: string;
  readonly label?: string;
  readonly value: number;
  readonly range: { readonly least: number; readonly most: number };
  readonly onChange: (value: number) => void;
}) {
  const { id, label, value, range, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const isTaken = (number: number): boolean =>
    Number.isInteger(number) && number >= range.least && number <= range.most;
  return (
    <input
      id={id}
      type="number"
      aria-label={label}
      aria-invalid={draft !== null && !isTaken(Number(draft || Number.NaN))}
      min={range.least}
      max={range.most}
      step={1}
      value={draft ?? value}
      onChange={({ target }) => {
        setDraft(target.value);
        if (isTaken(target.valueAsNumber)) onChange(target.valueAsNumber);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
