import { lazy, Suspense, useEffect, useRef } from 'react';
import { resultOf, type StripCell } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { FOLDS_FINDINGS, useMedia } from '../parts/use-media.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { FindingsPanel } from './findings-panel.tsx';
import css from './reading-room.module.css';
import { StudyHeader } from './study-header.tsx';
import { useOpenStudy } from './use-open-study.ts';
import { useSliceImages } from './use-slice-images.ts';
import { VerdictBar } from './verdict-bar.tsx';
import { Viewer } from './viewer.tsx';

const StudyInfo = lazy(() =>
  import('./study-info.tsx').then((module) => ({ default: module.StudyInfo })),
);

const OpinionDialog = lazy(() =>
  import('../models/opinion-dialog.tsx').then((module) => ({ default: module.OpinionDialog })),
);

const NO_CELLS: readonly StripCell[] = [];

/** One study: its images, and what was found of it. */
export function ReadingRoom({ studyKey }: { readonly studyKey: string }) {
  const app = useApp();
  const entry = useStore(app.worklist, (state) => state.entries.get(studyKey));
  const maximized = useStore(app.reading, (reading) => reading.maximized);
  const narrow = useMedia(FOLDS_FINDINGS);
  const studyInfo = useStore(app.reading, (reading) => reading.studyInfo);
  const opinion = useStore(app.reading, (reading) => reading.opinion);
  const drawer = useStore(app.reading, (reading) => reading.drawer);
  const isOver = narrow && drawer;
  // Escape closes what lies over the image before the study.
  useShortcuts(isOver ? { close: () => app.toggle('drawer', false) } : {}, { first: true });
  const open = useOpenStudy(entry);
  const images = useSliceImages(open);
  const room = useRef<HTMLElement>(null);
  const opening = useStore(app.reading, (reading) => reading.opening);
  // So that arrows and Enter are the image's, not the row's, also where the row of the open study is pressed again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening takes the focus.
  useEffect(() => room.current?.focus(), [opening]);
  if (entry === undefined) return <p className={css.loading}>{t('This study was closed.')}</p>;
  const { phase } = entry;
  return (
    <section ref={room} tabIndex={-1} className={css.readingRoom} aria-label={t('Open study')}>
      <StudyHeader entry={entry} narrow={narrow} />
      <VerdictBar entry={entry} />
      <div className={css.readingBody}>
        {open === null ? (
          <div className={css.noImages}>
            <p>{t('Images not loaded')}</p>
            <p className="hint">
              {phase.kind === 'failed' || phase.kind === 'interrupted'
                ? t(
                    'This study is from an earlier session, in which it was not analyzed to the end. Drop the series again to view and analyze it.',
                  )
                : t(
                    'This result is from an earlier session. Drop the series again to view it; nothing is analyzed twice.',
                  )}
            </p>
          </div>
        ) : (
          <Viewer open={open} images={images} />
        )}
        {maximized || (narrow && !isOver) ? null : (
          <FindingsPanel
            entry={entry}
            study={open?.study ?? null}
            series={open?.series ?? null}
            cells={open?.cells ?? NO_CELLS}
            images={images}
            over={narrow}
          />
        )}
      </div>
      {studyInfo && open !== null ? (
        <Suspense>
          <StudyInfo open={open} onClose={() => app.toggle('studyInfo', false)} />
        </Suspense>
      ) : null}
      {/* Not within the findings: they go where the window grows narrow, and what was chosen in it would go with them. */}
      {opinion && entry.study !== null && resultOf(entry) !== null ? (
        <Suspense>
          <OpinionDialog entry={entry} onClose={() => app.toggle('opinion', false)} />
        </Suspense>
      ) : null}
    </section>
  );
}
