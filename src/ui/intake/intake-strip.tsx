import { useMemo, useState } from 'react';
import { countOf } from '#base';
import { leftOutByReason } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';

/** How the reading of a drop goes, and what was left out of it. */
export function IntakeStrip() {
  const app = useApp();
  const { phase, leftOut, summary } = useStore(app.intake, (state) => state);
  const [open, setOpen] = useState(false);
  const [hidden, setHidden] = useState<string | null>(null);
  const reading = phase.kind === 'reading';
  if (!reading && (summary === null || hidden === summary)) return null;
  return (
    <div className="intake-strip" role="status">
      {reading ? (
        <>
          <span>
            Reading headers: {phase.read} of {countOf(phase.found, 'file')}
          </span>
          <progress value={phase.read} max={Math.max(1, phase.found)} aria-label="Files read" />
          <button type="button" className="button quiet" onClick={app.cancelIntake}>
            Stop
          </button>
        </>
      ) : (
        <span>{summary}</span>
      )}
      {leftOut.length > 0 ? (
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {leftOut.length} left out: which and why
        </button>
      ) : null}
      {reading ? null : (
        <IconButton
          tool="close"
          label="Hide this line"
          className="small"
          onClick={() => setHidden(summary)}
        />
      )}
      {open ? <LeftOutDialog onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** As many paths as anyone reads; the rest is counted. */
const MOST_PATHS = 200;

function LeftOutDialog({ onClose }: { readonly onClose: () => void }) {
  const { intake } = useApp();
  const leftOut = useStore(intake, (state) => state.leftOut);
  const groups = useMemo(() => leftOutByReason(leftOut), [leftOut]);
  return (
    <Dialog title={`${countOf(leftOut.length, 'file')} left out`} onClose={onClose} wide>
      <p className="hint">
        They gave no slice to read. Everything else of the drop is in the worklist.
      </p>
      {groups.map(({ reason, paths }) => (
        <details key={`${reason.code} ${reason.text}`} className="left-out">
          <summary>
            <span className="count">{paths.length}</span> {reason.text}
          </summary>
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
