import { useState } from 'react';
import { clockOf } from '#store';
import { t } from '#texts';
import css from './clock-field.module.css';
import { typedClock } from './typed-clock.ts';

/**
 * A time of the day to be typed, by 24 hours or by AM and PM, and shown by 24 as all times of the screen are: the browser's own field goes by
 * its language. What is no time is said, and the time stays what it was.
 */
export function ClockField(props: {
  readonly label: string;
  /** Since midnight. */
  readonly minutes: number;
  readonly onMinutes: (minutes: number) => void;
}) {
  const { label, minutes, onMinutes } = props;
  const shown = clockOf(minutes);
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
