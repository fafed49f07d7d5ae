import { ms } from '#base';
import { withChosenSeries } from '#dicom';
import type { AnalysisService } from '#workers';
import type { AnalysisQueue } from '../analysis/queue.ts';
import type { Readable, Stores } from '../stores.ts';
import { heldStudy, readStudy } from '../worklist/held-study.ts';
import { noticeSeen } from '../worklist/notices.ts';
import { changeEntry, type WorklistState } from '../worklist/state.ts';
import { queuedAgain, withoutEarlier } from '../worklist/study-entry.ts';
import { summarizeStudy } from '../worklist/summarize-study.ts';
import { firstSeries, firstSlice } from './selectors.ts';
import type { SlabChoice } from './slab-choice.ts';
import { closedReading, type ReadingSwitch, type ReadingTool } from './state.ts';

/** What a reader does with a study. */
export interface ReadingActions {
  openStudy(key: string): void;
  closeStudy(): void;
  /** Opens the next or previous study in the given order. */
  step(keys: readonly string[], direction: 1 | -1): void;
  showSlice(index: number): void;
  /** Shows a slice of a series of the open study; null for the series on the screen. */
  showIn(seriesKey: string | null, index: number): void;
  /** Shows the next or previous series of the open study, which is not analyzed by that. */
  showSeries(direction: 1 | -1): void;
  chooseTool(tool: ReadingTool): void;
  /** Turns something on or off; the other way round where it isn't said which. */
  toggle(what: ReadingSwitch, on?: boolean): void;
  /** Hangs another study of the patient beside the open one; null for none. */
  showBeside(key: string | null): void;
  /** Asks for a slice of the study that hangs beside; null once it is shown. */
  showSliceBeside(index: number | null): void;
  /** Shows slabs in place of slices; null for the slices. The analysis never sees them. */
  showSlab(slab: SlabChoice | null): void;
  /** The series is analyzed, and shown. */
  chooseSeries(key: string, seriesKey: string): void;
}

interface ReadingPorts {
  readonly service: Pick<AnalysisService, 'queue'>;
  readonly now: () => number;
  /** The worklist as the reader sees it: where to start says nothing of a result that is hidden. */
  readonly shown: Readable<WorklistState>;
}

/** The actions over the reading room of a tab. */
export function readingActions(
  ports: ReadingPorts,
  stores: Stores,
  queue: AnalysisQueue,
): ReadingActions {
  return {
    ...openActions(ports, stores),
    ...seriesActions(stores, queue),
  };
}

type OpenActions = Pick<
  ReadingActions,
  | 'openStudy'
  | 'closeStudy'
  | 'step'
  | 'showSlice'
  | 'showIn'
  | 'showSeries'
  | 'chooseTool'
  | 'toggle'
  | 'showSlab'
  | 'showBeside'
  | 'showSliceBeside'
>;

function openActions(
  { service, now, shown }: ReadingPorts,
  { worklist, reading, notices }: Stores,
): OpenActions {
  const openStudy = (key: string): void => {
    const entry = shown.getState().entries.get(key);
    if (entry === undefined) return;
    const series = entry.study === null ? undefined : firstSeries(entry.study);
    const seriesKey = series?.key ?? null;
    const slice = firstSlice(entry, series?.slices.length ?? 0);
    const opening = reading.getState().opening + 1;
    reading.setState({ ...closedReading(), openKey: key, opening, seriesKey, slice });
    service.queue.prioritize(key);
    if (series !== undefined) service.queue.awaitPicture();
    noticeSeen(notices, key);
    changeEntry(worklist, key, (entry) => ({
      ...entry,
      care: { ...entry.care, openedAt: entry.care.openedAt ?? ms(now()) },
    }));
  };

  return {
    openStudy,
    closeStudy: () => reading.setState(closedReading()),
    step: (keys, direction) => {
      const at = keys.indexOf(reading.getState().openKey ?? '');
      const next = keys[at + direction];
      if (next !== undefined) openStudy(next);
    },
    showSlice: (index) => {
      if (!reading.getState().cine) service.queue.giveWay(); // A cine may run for minutes: the queue goes on.
      reading.setState({ slice: Math.max(0, index) });
    },
    showBeside: (besideKey) => reading.setState({ besideKey, besideSlice: null }),
    showSliceBeside: (besideSlice) => reading.setState({ besideSlice }),
    showSlab: (slab) => reading.setState({ slab }),
    showIn: (seriesKey, index) =>
      reading.setState((now) => ({ seriesKey: seriesKey ?? now.seriesKey, slice: index })),
    showSeries: (direction) => {
      const { openKey, seriesKey } = reading.getState();
      const all = worklist.getState().entries.get(openKey ?? '')?.study?.series ?? [];
      const next = all[all.findIndex(({ key }) => key === seriesKey) + direction];
      if (next === undefined) return;
      reading.setState({ seriesKey: next.key, slice: Math.floor(next.slices.length / 2) });
    },
    chooseTool: (tool) => reading.setState({ tool }),
    toggle: (what, on) => {
      const open = shown.getState().entries.get(reading.getState().openKey ?? '');
      const isModels = ['explain', 'modelEye', 'opinion'].includes(what);
      if (isModels && open?.hidden === true) return;
      reading.setState((now) => ({ [what]: on ?? !now[what] }));
    },
  };
}

function seriesActions(
  { worklist, reading }: Stores,
  queue: AnalysisQueue,
): Pick<ReadingActions, 'chooseSeries'> {
  return {
    chooseSeries: (key, seriesKey) => {
      changeEntry(worklist, key, (entry) => {
        if (entry.study === null) return entry;
        const study = withChosenSeries(readStudy(entry.study), seriesKey);
        return {
          ...queuedAgain(withoutEarlier(entry)),
          study: heldStudy(study),
          summary: summarizeStudy(study),
        };
      });
      reading.setState({ seriesKey });
      queue.requeue(key);
      queue.pump();
    },
  };
}
