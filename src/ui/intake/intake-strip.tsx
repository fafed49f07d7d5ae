import { useMemo, useState } from 'react';
import { adviceOf, countOf } from '#base';
import { type DropSummary, leftOutByReason } from '#store';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { Dialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import css from './intake-strip.module.css';

/** How the reading of a drop goes, and what was left out of it. */
export function IntakeStrip() {
  const app = useApp();
  const phase = useStore(app.intake, (state) => state.phase);
  const leftOut = useStore(app.intake, (state) => state.leftOut.length - state.leftOutBefore);
  const lastDrop = useStore(app.intake, (state) => state.lastDrop);
  const [open, setOpen] = useState(false);
  const [hidden, setHidden] = useState<DropSummary | null>(null);
  const reading = phase.kind === 'reading';
  if (!reading && (lastDrop === null || hidden === lastDrop)) return null;
  return (
    <div className={css.intakeStrip} role="status">
      {reading ? (
        <>
          <span>
            Reading headers: {phase.read} of {countOf(phase.found, 'file')}
          </span>
          <progress value={phase.read} max={Math.max(1, phase.found)} aria-label="Files read" />
          <button
            type="button"
            className={classes(button.button, button.quiet)}
            onClick={app.cancelIntake}
          >
            Stop
          </button>
        </>
      ) : (
        <span>{lastDrop === null ? '' : dropText(lastDrop)}</span>
      )}
      {leftOut > 0 ? (
        <button type="button" className={button.link} onClick={() => setOpen(true)}>
          {leftOut} left out: which and why
        </button>
      ) : null}
      {reading ? null : (
        <IconButton
          tool="close"
          label="Hide this line"
          small
          className={css.close}
          onClick={() => setHidden(lastDrop)}
        />
      )}
      {open ? <LeftOutDialog onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** "Stopped, 12 slices read, 3 files left out". */
function dropText({ slices, leftOut, broken }: DropSummary): string {
  const parts = [
    ...(broken === null
      ? []
      : [broken === 'stopped' ? 'Stopped' : `Reading broke off: ${broken.text}`]),
    `${countOf(slices, 'slice')} read`,
    ...(leftOut === 0 ? [] : [`${countOf(leftOut, 'file')} left out`]),
  ];
  return parts.join(', ');
}

/** As many paths as anyone reads; the rest is counted. */
const MOST_PATHS = 200;

function LeftOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { intake } = useApp();
  const all = useStore(intake, (state) => state.leftOut);
  const before = useStore(intake, (state) => state.leftOutBefore);
  const leftOut = useMemo(() => all.slice(before), [all, before]);
  const groups = useMemo(() => leftOutByReason(leftOut), [leftOut]);
  return (
    <Dialog title={`${countOf(leftOut.length, 'file')} left out`} onClose={onClose} wide>
      <p className="hint">
        They gave no slice to read. Everything else of the drop is in the worklist.
      </p>
      {groups.map(({ reason, paths }) => (
        <details key={`${reason.code} ${reason.text}`} className={css.leftOut}>
          <summary>
            <span className={css.count}>{paths.length}</span> {reason.text}
          </summary>
          <p className="hint">{adviceOf(reason.code)?.advice}</p>
          <ul className="mono">
            {paths.slice(0, MOST_PATHS).map((path, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two drops may hold the same path.
              <li key={index}>{path}</li>
            ))}
          </ul>
          {paths.length > MOST_PATHS ? <p>and {paths.length - MOST_PATHS} more</p> : null}
        </details>
      ))}
    </Dialog>
  );
}
