import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { dropText } from './drop-text.ts';
import css from './intake-strip.module.css';
import { LeftOutButton } from './left-out-button.tsx';

/** How the reading of a drop goes; then what came of all that was read since this line was last closed. */
export function IntakeStrip() {
  const app = useApp();
  const phase = useStore(app.intake, (state) => state.phase);
  const summary = useStore(app.intake, (state) => state.readSince);
  const isOpen = useStore(app.reading, ({ openKey }) => openKey !== null);
  const reading = phase.kind === 'reading';
  if (!reading && summary === null) return null;
  const isAllRight = isOpen && !reading && summary?.leftOut === 0 && summary.broken === null;
  return (
    <div className={classes(css.intakeStrip, isAllRight && css.allRight)} role="status">
      {reading ? (
        <>
          <span>
            {t('Reading headers: {read} of {count} found so far', {
              read: phase.read,
              count: t('{n} file | {n} files', { n: phase.found }),
            })}
          </span>
          <progress
            value={phase.read}
            max={Math.max(1, phase.found)}
            aria-label={t('Files read')}
          />
          <button
            type="button"
            className={classes(button.button, button.quiet)}
            onClick={app.cancelIntake}
          >
            {t('Stop')}
          </button>
        </>
      ) : (
        <span>{summary === null ? '' : dropText(summary)}</span>
      )}
      <LeftOutButton />
      {reading ? null : (
        <IconButton
          tool="close"
          label={t('Hide this line')}
          small
          className={css.close}
          onClick={app.closeIntake}
        />
      )}
    </div>
  );
}
