import { useEffect } from 'react';
import type { WallNews } from '#store';
import { t, told } from '#texts';
import { clockText, clockWithSeconds } from '../parts/moments.ts';
import { useFullScreen } from '../parts/use-full-screen.ts';
import { type HeardDesk, useDesk } from './use-desk.ts';
import { WallCounts, WallRows } from './wall-rows.tsx';
import css from './wall-view.module.css';

/** The head of the worklist for a corridor: read from five meters, touched by nobody, always masked. */
export function WallView() {
  const desk = useDesk();
  const { news, now } = desk;
  const theme = news?.theme ?? 'dark';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <main className={css.wall}>
      <header className={css.head}>
        <h1>ICH Triage</h1>
        <p>
          <strong>{t('Research software, not a medical device.')}</strong>{' '}
          {t('Every study needs a reader.')}
        </p>
        <FullScreen />
        <time className={css.clock}>{clockText(new Date(now))}</time>
      </header>
      <State desk={desk} />
      {news === null ? <NoDesk /> : <Board news={news} isStale={desk.isStale} />}
    </main>
  );
}

/** What keeps the wall from being right. A wall that is out of date and looks well is worse than none. */
function State({ desk: { news, heardAt, isStale, desks } }: { readonly desk: HeardDesk }) {
  if (isStale && heardAt !== null) {
    return (
      <p className={css.alarm} role="alert">
        <strong>{t('Out of date.')}</strong>{' '}
        {t('The desk was last heard at {clock}. Look at the desk itself.', {
          clock: clockWithSeconds(new Date(heardAt)),
        })}
      </p>
    );
  }
  if (news?.problem != null) {
    return (
      <p className={css.alarm} role="alert">
        <strong>{t('New studies are not seen:')}</strong> {told(news.problem)}.
      </p>
    );
  }
  if (news?.blinded === true) {
    return (
      <p className={css.alarm} role="alert">
        <strong>{t('No triage.')}</strong>{' '}
        {t('The desk reads blind: flags are hidden, and studies stand in order of arrival.')}
      </p>
    );
  }
  if (desks > 1) {
    return (
      <p className={css.remark}>
        {t('{desks} desks are open in this browser; one is shown.', { desks })}
      </p>
    );
  }
  return null;
}

const NoDesk = () => (
  <div className={css.none}>
    <p>{t('No desk is open.')}</p>
    <p className={css.small}>
      {t(
        'Open ICH Triage in another window of this browser, on this machine: the wall follows its worklist.',
      )}
    </p>
  </div>
);

function Board({ news, isStale }: { readonly news: WallNews; readonly isStale: boolean }) {
  const { rows, more } = news;
  return (
    <div className={css.board} data-stale={isStale}>
      <WallCounts news={news} />
      {rows.length === 0 ? (
        <p className={css.none}>{t('No study in this shift.')}</p>
      ) : (
        <WallRows rows={rows} />
      )}
      <p className={css.more}>
        {more > 0
          ? t('and {more} more. Every study needs a reader, flagged or not.', { more })
          : t('Every study needs a reader, flagged or not.')}
      </p>
    </div>
  );
}

/** Fills the screen; gone once it does. Escape leaves. */
function FullScreen() {
  const isFull = useFullScreen();
  if (isFull || !document.fullscreenEnabled) return null;
  return (
    <button
      type="button"
      className={css.full}
      onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
    >
      {t('Full screen')}
    </button>
  );
}
