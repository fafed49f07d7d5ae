import type { FolderState } from '#store';
import { t, told, toldAdvice } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { LeftOutButton } from '../intake/left-out-button.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { clockWithSeconds } from '../parts/moments.ts';
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
      {phase === 'unsupported' ? t('Hide') : t('Stop watching')}
    </button>
  );
  if (phase === 'unsupported') {
    return (
      <div className={css.strip} role="alert" data-testid="folder-strip">
        <p>
          <strong>{t('This browser can’t watch a folder.')}</strong>{' '}
          {t(
            'It lets a page look at a folder once, at a click: use “Open a folder” again for what has come since (what is open already is left out). Chrome and Edge can watch one.',
          )}
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
      {t('Watch “{name}” again', { name: name ?? '' })}
    </button>
  );
  if (phase === 'asks') {
    return (
      <div className={css.strip} data-testid="folder-strip" data-state="broken">
        <p role="alert">
          <strong>{t('New files are not seen:')}</strong>{' '}
          {problem === null
            ? t(
                'the folder was watched before this page was loaded, and the browser wants a click to go on.',
              )
            : `${told(problem.text)}.`}
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
          {t('Watching')} <strong>{name}</strong>
          {t(': {count} read{look}', {
            count: t('{n} file | {n} files', { n: folder.taken }),
            look:
              folder.seenAt === null
                ? ''
                : t(', last look {clock}', { clock: clockWithSeconds(new Date(folder.seenAt)) }),
          })}
          <Waits folder={folder} />
        </p>
      ) : (
        <p role="alert">
          <strong>{t('New files are not seen at present:')}</strong> {told(problem.text)}.{' '}
          {toldAdvice(problem.code)?.advice}
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
    ...(waiting === 0
      ? []
      : [t('{count} still being written', { count: t('{n} file | {n} files', { n: waiting }) })]),
    ...(changed === 0
      ? []
      : [t('{count} changed and read anew', { count: t('{n} file | {n} files', { n: changed }) })]),
    ...(gone === 0
      ? []
      : [t('{count} removed since', { count: t('{n} file | {n} files', { n: gone }) })]),
  ];
  return <span role="status">{parts.map((part) => ` · ${part}`).join('')}</span>;
}
