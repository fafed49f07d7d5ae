import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { t, toldReason } from '#texts';
import { useApp, useStore } from './app-context.ts';
import css from './app-shell.module.css';
import { tourState } from './first-visit/tour-state.ts';
import { DropOverlay } from './intake/drop-overlay.tsx';
import { EmptyState } from './intake/empty-state.tsx';
import { IntakeStrip } from './intake/intake-strip.tsx';
import { useLeaveWarning } from './intake/use-leave-warning.ts';
import { useIdleLock } from './lock/use-idle-lock.ts';
import { PacsNote } from './pacs/pacs-note.tsx';
import { classes } from './parts/classes.ts';
import { useFullScreen } from './parts/use-full-screen.ts';
import {
  FOLDS_WORKLIST,
  FOLDS_WORKLIST_FOR_PANES,
  STACKS_ROWS,
  STACKS_ROWS_BESIDE_PACS,
  useMedia,
} from './parts/use-media.ts';
import { whenIdle } from './parts/when-idle.ts';
import { heldWords, isForReading, useHeldKeys } from './settings/held-keys.ts';
import { useShortcuts } from './settings/use-shortcuts.ts';
import { TopBar } from './top-bar.tsx';
import { useEarlyEnter } from './worklist/early-enter.ts';
import { LiveNotices } from './worklist/live-notices.tsx';

const worklistPane = () => import('./worklist/worklist-pane.tsx');
const WorklistPane = lazy(() =>
  worklistPane().then((module) => ({ default: module.WorklistPane })),
);

let roomThere: ComponentType<{ readonly studyKey: string }> | null = null;
const readingRoom = async () => {
  const { ReadingRoom } = await import('./reading/reading-room.tsx');
  roomThere = ReadingRoom;
  return { default: ReadingRoom };
};
const LazyReadingRoom = lazy(readingRoom);

const Tour = lazy(() =>
  import('./first-visit/tour.tsx').then((module) => ({ default: module.Tour })),
);

const PacsPane = lazy(() =>
  import('./pacs/pacs-pane.tsx').then((module) => ({ default: module.PacsPane })),
);

const FolderStrip = lazy(() =>
  import('./folder/folder-strip.tsx').then((module) => ({ default: module.FolderStrip })),
);

const Attendant = lazy(() =>
  import('./attention/attendant.tsx').then((module) => ({ default: module.Attendant })),
);

const UndoBarOverImage = lazy(() =>
  import('./worklist/undo-bar.tsx').then((module) => ({ default: module.UndoBarOverImage })),
);

const LockScreen = lazy(() =>
  import('./lock/lock-screen.tsx').then((module) => ({ default: module.LockScreen })),
);

const BlindedNote = lazy(() =>
  import('./blinded/blinded-note.tsx').then((module) => ({ default: module.BlindedNote })),
);

const SetAsideNote = lazy(() =>
  import('./set-aside-note.tsx').then((module) => ({ default: module.SetAsideNote })),
);

const TICK_MS = 15_000;

/** The whole screen, or what covers it: then nothing else is there, and everything goes on behind it. */
export function AppShell() {
  const app = useApp();
  const theme = useStore(app.settings, (settings) => settings.theme);
  const minutes = useStore(app.settings, (settings) => settings.lockMinutes);
  const { cover, lock, unlock } = useIdleLock(minutes, app.settings.getState().lockPin !== null);
  const locked = cover !== null;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    const timer = setInterval(app.tick, TICK_MS);
    return () => clearInterval(timer);
  }, [app]);
  useEffect(() => {
    if (!locked) return;
    app.wasDone({ action: 'locked' });
    return () => app.wasDone({ action: 'unlocked' });
  }, [app, locked]);
  useLeaveWarning();
  useShortcuts(locked ? {} : { lock });
  return (
    <div className={css.app}>
      <p className={css.onPaper}>
        {t(
          'ICH Triage, not for diagnosis. A screen shows a part of the list: print it from “Export the list” or “Export this study”.',
        )}
      </p>
      {cover !== null ? (
        <Suspense>
          <LockScreen because={cover} onUnlock={unlock} />
        </Suspense>
      ) : (
        <Rooms />
      )}
      <LiveNotices />
      {/* It calls by number, covered or not; what it offers to do waits. */}
      <div inert={locked}>
        <Suspense>
          <Attendant />
        </Suspense>
      </div>
    </div>
  );
}

function Rooms() {
  const app = useApp();
  const openKey = useStore(app.reading, (reading) => reading.openKey);
  const fullScreen = useFullScreen();
  const alone =
    useStore(app.reading, (reading) => reading.maximized) || (fullScreen && openKey !== null);
  const hangs = useStore(app.settings, ({ layout }) => layout !== 'one');
  const several = useStore(app.reading, ({ besideKey }) => besideKey !== null) || hangs;
  const blinded = useStore(app.settings, (settings) => settings.blinded);
  const folded = useMedia(several ? FOLDS_WORKLIST_FOR_PANES : FOLDS_WORKLIST);
  const besidePacs = useStore(app.pacs, ({ site, shown }) => shown && site.kind === 'there');
  const listsPacs = besidePacs && openKey === null;
  const stacked = useMedia(besidePacs ? STACKS_ROWS_BESIDE_PACS : STACKS_ROWS);
  const look = openKey === null ? (stacked ? 'stacked' : 'table') : folded ? 'rail' : 'compact';
  const empty = useStore(app.worklist, (worklist) => worklist.entries.size === 0);
  const watches = useStore(app.folder, ({ phase }) => phase !== 'off');
  const isAside = useStore(
    app.notices,
    ({ setAside, siteProblems }) => setAside.length + siteProblems.length > 0,
  );
  const tourStep = useStore(tourState, ({ step }) => step);
  useEffect(() => {
    void worklistPane(); // The empty screen doesn't wait for it; the first study finds it there.
  }, []);
  useEffect(() => {
    if (empty) return;
    return whenIdle(() => {
      // A chunk that can't be fetched is asked for again, and said, where it is needed.
      readingRoom()
        .then(() => import('./reading/fetch-ahead.ts'))
        .then(({ fetchAhead }) => fetchAhead())
        .catch(() => null);
    });
  }, [empty]);
  useEarlyEnter(empty);
  useShortcuts({ close: app.closeStudy, undo: app.undo, redo: app.redo });
  return (
    <>
      <TopBar />
      <UntrainedNote />
      {isAside ? (
        <Suspense>
          <SetAsideNote />
        </Suspense>
      ) : null}
      {blinded ? (
        <Suspense>
          <BlindedNote />
        </Suspense>
      ) : null}
      <PacsNote />
      <IntakeStrip />
      {watches ? (
        <Suspense>
          <FolderStrip />
        </Suspense>
      ) : null}
      <main className={classes(css.rooms, listsPacs && css.withPacs)}>
        {listsPacs ? (
          <Suspense>
            <PacsPane />
          </Suspense>
        ) : null}
        {empty ? <EmptyState /> : null}
        {empty || alone ? null : (
          <Suspense>
            <WorklistPane look={look} />
          </Suspense>
        )}
        {openKey === null ? null : (
          <Suspense fallback={<Opening />}>
            <OpenRoom key={openKey} studyKey={openKey} />
          </Suspense>
        )}
      </main>
      <DropOverlay />
      {/* Beside a list it stands at the list's foot. */}
      {openKey !== null && (alone || look === 'rail') ? (
        <Suspense>
          <UndoBarOverImage whole={alone} />
        </Suspense>
      ) : null}
      {tourStep === null ? null : (
        <Suspense>
          <Tour step={tourStep} />
        </Suspense>
      )}
    </>
  );
}

/**
 * The reading room itself where it was fetched ahead. A lazy component shows its fallback first even then, and React lets that stand for a third
 * of a second.
 */
function OpenRoom({ studyKey }: { readonly studyKey: string }) {
  const [Room] = useState(() => roomThere ?? LazyReadingRoom);
  return <Room studyKey={studyKey} />;
}

/** While the reading room is fetched: what is pressed for it waits. */
function Opening() {
  const held = useHeldKeys(true, isForReading);
  return (
    <p className={css.loading} role="status">
      {t('Opening the reading room{held}', { held: heldWords(held) })}
    </p>
  );
}

function UntrainedNote() {
  const { engine } = useApp();
  const state = useStore(engine, (now) => now);
  if (state.phase === 'failed') {
    const reason = toldReason(state.reason).replace(/\.$/, '');
    return (
      <p className={classes(css.note, 'problem')} role="alert">
        {state.reason.code === 'workers-blocked'
          ? t(
              'Nothing can be read, shown or analyzed here: {reason}. Use a current browser, or ask whether a policy or an extension blocks workers.',
              { reason },
            )
          : t('Nothing is analyzed: {reason}. Studies can be viewed all the same.', { reason })}
      </p>
    );
  }
  if (state.phase !== 'ready' || state.manifest.status !== 'untrained') return null;
  return (
    <p className={css.note} role="note">
      <strong>{t('The loaded model is untrained.')}</strong>{' '}
      {t('Its probabilities mean nothing; it shows how the app works.')}
    </p>
  );
}
