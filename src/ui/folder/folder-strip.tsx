import { adviceOf, countOf } from '#base';
import type { FolderState } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { LeftOutButton } from '../intake/left-out-button.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './folder-strip.module.css';

/** The folder that is watched: that it is, what waits in it, what went wrong, and the way to go on or to stop. */
export function FolderStrip() {
  const app = useApp();
  const folder = useStore(app.folder, (state) => state);
  const { name, phase, problem } = folder;
  const leave = (
    <button
      type="button"
      className={classes(button.button, button.quiet, css.leave)}
      onClick={() => void app.leaveFolder()}
    >
      {phase === 'unsupported' ? 'Hide' : 'Stop watching'}
    </button>
  );
  if (phase === 'unsupported') {
    return (
      <div className={css.strip} role="alert" data-testid="folder-strip">
        <p>
          <strong>This browser can’t watch a folder.</strong> It lets a page look at a folder once,
          at a click: use “Open a folder” again for what has come since (what is open already is
          left out). Chrome and Edge can watch one.
        </p>
        {leave}
      </div>
    );
  }
  const resume = (
    <button
      type="button"
      className={classes(button.button, button.primary)}
      onClick={() => void app.resumeFolder()}
    >
      Watch “{name}” again
    </button>
  );
  if (phase === 'asks') {
    return (
      <div className={css.strip} data-testid="folder-strip" data-state="broken">
        <p role="alert">
          <strong>New files are not seen:</strong>{' '}
          {problem === null
            ? 'the folder was watched before this page was loaded, and the browser wants a click to go on.'
            : `${problem.text}.`}
        </p>
        {resume}
        {leave}
      </div>
    );
  }
  return (
    <div
      className={css.strip}
      data-testid="folder-strip"
      data-state={problem === null ? 'well' : 'broken'}
    >
      <span className={css.dot} aria-hidden="true" />
      {problem === null ? (
        <p>
          Watching <strong>{name}</strong>: {countOf(folder.taken, 'file')} read
          {folder.seenAt === null ? '' : `, last look ${clock(folder.seenAt)}`}
          <Waits folder={folder} />
        </p>
      ) : (
        <p role="alert">
          <strong>New files are not seen at present:</strong> {problem.text}.{' '}
          {adviceOf(problem.code)?.advice}
        </p>
      )}
      <LeftOutButton />
      {leave}
    </div>
  );
}

/** What is still to come, and what became of files that were read. Said to screen readers, unlike the clock. */
function Waits({ folder }: { readonly folder: FolderState }) {
  const { waiting, changed, gone } = folder;
  const parts = [
    ...(waiting === 0 ? [] : [`${countOf(waiting, 'file')} still being written`]),
    ...(changed === 0 ? [] : [`${countOf(changed, 'file')} changed and read anew`]),
    ...(gone === 0 ? [] : [`${countOf(gone, 'file')} removed since`]),
  ];
  return <span role="status">{parts.map((part) => ` · ${part}`).join('')}</span>;
}

const clock = (at: number): string => new Date(at).toLocaleTimeString(undefined, { hour12: false });
