import { percent, t } from '#texts';
import { classes } from '../parts/classes.ts';
import css from './interval.module.css';

/** A part with its interval on a line from 0 to 100 %, said in words beside it. Without an interval: a known figure. */
export function Interval({
  name,
  counted,
  chosen = false,
}: {
  readonly name: string;
  readonly counted: {
    readonly value: number;
    readonly interval?: readonly [number, number];
    readonly n?: number;
  };
  /** What it would be, beside what is. */
  readonly chosen?: boolean;
}) {
  const { value, interval, n } = counted;
  const [low, high] = interval ?? [value, value];
  return (
    <div className={classes(css.interval, chosen && css.chosen)}>
      <span>{name}</span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className={css.track} y="4" width="100" height="2" />
        <rect className={css.range} x={100 * low} y="3" width={100 * (high - low)} height="4" />
        <rect className={css.value} x={100 * value - 0.75} width="1.5" height="10" />
      </svg>
      <span className={css.words}>
        <strong>{percent(value)}</strong>
        {interval === undefined
          ? ''
          : ` ${t('{low} to {high}, n = {n}', { low: percent(low), high: percent(high), n: n ?? 0 })}`}
      </span>
    </div>
  );
}
