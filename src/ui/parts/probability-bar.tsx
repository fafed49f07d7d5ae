import { isNeverFlagged } from '#base';
import { classes } from './classes.ts';
import css from './probability-bar.module.css';
/** A probability as a bar, with the operating point as a tick, unless no probability reaches it. The number stands beside it. */
export function ProbabilityBar({
  value,
  threshold,
  flagged,
}: {
  readonly value: number;
  readonly threshold: number | null;
  readonly flagged: boolean;
}) {
  return (
    <svg
      className={classes(css.probabilityBar, flagged && css.flagged)}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className={css.track} width="100" height="8" />
      <rect className={css.value} width={Math.max(0.5, value * 100)} height="8" />
      {threshold === null || isNeverFlagged(threshold) ? null : (
        <rect className={css.tick} x={threshold * 100 - 0.6} width="1.2" height="8" />
      )}
    </svg>
  );
}
