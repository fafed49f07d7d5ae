import { ms } from '#base';
import { withChosenSeries } from '#dicom';
import type { QueueService } from '#workers';
import type { AnalysisQueue } from '../analysis/queue.ts';
import type { AppStorage } from '../storage.ts';
import { type NoticesStore, noticeSeen } from '../worklist/notices.ts';
import { changeEntry, type WorklistStore } from '../worklist/state.ts';
import { resultOf } from '../worklist/study-entry.ts';
import type { FeedbackStore, Verdict } from './feedback.ts';
import { firstSlice } from './selectors.ts';
import { closedReading, type ReadingStore } from './state.ts';

interface ReadingPorts {
  readonly service: { readonly queue: Pick<QueueService, 'prioritize' | 'giveWay'> };
  readonly storage: AppStorage;
  readonly now: () => number;
}

interface ReadingStores {
  readonly worklist: WorklistStore;
  readonly reading: ReadingStore;
  readonly feedback: FeedbackStore;
  readonly notices: NoticesStore;
}

/** Opening, going on, closing; choosing a series; pinning; the verdict. */
export function readingActions(ports: ReadingPorts, stores: ReadingStores, queue: AnalysisQueue) {
  return {
    ...studyActions(ports, stores),
    ...entryActions(ports, stores, queue),
  };
}

function studyActions(
  { service, now }: ReadingPorts,
  { worklist, reading, notices }: ReadingStores,
) {
  const openStudy = (key: string): void => {
    const entry = worklist.getState().entries.get(key);
    if (entry === undefined) return;
    const seriesKey = entry.study?.chosen?.seriesKey ?? entry.study?.series[0]?.key ?? null;
    const series = entry.study?.series.find((one) => one.key === seriesKey);
    const slice = firstSlice(entry, series?.slices.length ?? 0);
    reading.setState({ ...closedReading(), openKey: key, seriesKey, slice });
    service.queue.prioritize(key);
    noticeSeen(notices, key);
    changeEntry(worklist, key, (entry) => ({ ...entry, openedAt: entry.openedAt ?? ms(now()) }));
  };

  return {
    openStudy,
    step: (keys: readonly string[], direction: 1 | -1) => {
      const at = keys.indexOf(reading.getState().openKey ?? '');
      const next = keys[at + direction];
      if (next !== undefined) openStudy(next);
    },
    closeStudy: () => reading.setState(closedReading()),
    showSlice: (index: number) => {
      if (!reading.getState().cine) service.queue.giveWay(); // A cine may run for minutes: the queue goes on.
      reading.setState({ slice: Math.max(0, index) });
    },
  };
}

function entryActions(
  { storage, now }: ReadingPorts,
  { worklist, reading, feedback, notices }: ReadingStores,
  queue: AnalysisQueue,
) {
  return {
    chooseSeries: (key: string, seriesKey: string) => {
      changeEntry(worklist, key, (entry) =>
        entry.study === null
          ? entry
          : {
              ...entry,
              study: withChosenSeries(entry.study, seriesKey),
              summary: {
                ...entry.summary,
                sliceCount:
                  entry.study.series.find((one) => one.key === seriesKey)?.slices.length ?? 0,
              },
            },
      );
      reading.setState({ seriesKey });
      queue.requeue(key);
      queue.pump();
    },
    togglePin: (key: string, note: string) =>
      changeEntry(worklist, key, (entry) => ({
        ...entry,
        pin: entry.pin === null ? { note, pinnedAt: ms(now()) } : null,
      })),
    giveFeedback: (key: string, verdict: Verdict) => {
      const entry = worklist.getState().entries.get(key);
      if (entry === undefined) return;
      const analysisKey = resultOf(entry)?.analysisKey ?? '';
      const givenAt = ms(now());
      const given = { version: 1 as const, studyKey: key, analysisKey, verdict, givenAt };
      feedback.setState(({ byStudy }) => ({ byStudy: new Map(byStudy).set(key, given) }));
      notices.setState({ spoken: `Recorded: ${verdict}.` });
      void storage.saveFeedback(given);
    },
  };
}
