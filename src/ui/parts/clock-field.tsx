import { useState } from 'react';
import { t } from '#texts';
import css from './clock-field.module.css';
import { clockLanguage, clockText, typedClock } from './clock-text.ts';

/**
 * A time of the day to be typed, by 24 hours or by AM and PM, and shown as the language of the screen has it: the browser's own field goes by
 * the browser's language alone. What is no time is said, and the time stays what it was.
 */
export function ClockField(props: {
  readonly label: string;
  /** Since midnight. */
  readonly minutes: number;
  readonly onMinutes: (minutes: number) => void;
}) {
  const { label, minutes, onMinutes } = props;
  const shown = clockText(minutes, clockLanguage());
  const [typed, setTyped] = useState<string | null>(null);
  const isTime = typed === null || typedClock(typed) !== null;
  const take = (): void => {
    const next = typed === null ? null : typedClock(typed);
    setTyped(null);
    if (next !== null && next !== minutes) onMinutes(next);
  };
  return (
    <input
      type="text"
      className={css.clock}
      autoComplete="off"
      aria-label={label}
      aria-invalid={!isTime}
      title={t('A time such as 22:00 or 10 PM')}
      value={typed ?? shown}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take();
      }}
    />
  );
}
