import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Ms, ms } from '#base';
import { chosenSeries, type Study } from '#dicom';
import { DEFAULT_POLICY } from '#triage';
import { readStudy } from './held-study.ts';
import { type Shift, shiftFrom } from './shift.ts';
import { BY_PRIORITY, type RowSort } from './sort-rows.ts';
import type { StudyEntry } from './study-entry.ts';

/** Which rows are shown. */
export const WORKLIST_FILTERS = ['all', 'unread', 'flagged', 'not-analysed', 'done'] as const;

/** Which rows are shown. */
export type WorklistFilter = (typeof WORKLIST_FILTERS)[number];

/** The studies, and what of them is shown. */
export interface WorklistState {
  readonly entries: ReadonlyMap<string, StudyEntry>;
  readonly query: string;
  readonly filter: WorklistFilter;
  /** By priority at the start of every visit. */
  readonly sort: RowSort;
  /** Advances, so that waiting times do. */
  readonly now: Ms;
  readonly paused: boolean;
  readonly shift: Shift;
  /** The waiting cap, from the settings. */
  readonly cap: Ms;
  /** Read blind: results are hidden until they are revealed, and the order is that of arrival. Only in what is shown. */
  readonly blinded: boolean;
}

/** The worklist of this tab. */
export type WorklistStore = StoreApi<WorklistState>;

/** An empty worklist. */
export function createWorklistStore(
  now: number,
  shift: Shift = shiftFrom(null, now),
): WorklistStore {
  return createStore<WorklistState>()(() => ({
    entries: new Map(),
    query: '',
    filter: 'all',
    sort: BY_PRIORITY,
    now: ms(now),
    paused: false,
    shift,
    cap: DEFAULT_POLICY.cap,
    blinded: false,
  }));
}

/** Applies a change to one study of the newest state; a study that is gone stays gone. */
export const changeEntry = (
  store: WorklistStore,
  key: string,
  change: (entry: StudyEntry) => StudyEntry,
): void => changeEntries(store, [key], change);

/** The same of several studies, of which who listens hears once: each change costs as much as the list is long. */
export function changeEntries(
  store: WorklistStore,
  keys: Iterable<string>,
  change: (entry: StudyEntry) => StudyEntry,
): void {
  const { entries } = store.getState();
  const changed: [string, StudyEntry][] = [];
  for (const key of keys) {
    const entry = entries.get(key);
    if (entry !== undefined) changed.push([key, change(entry)]);
  }
  if (changed.length > 0) store.setState({ entries: new Map([...entries, ...changed]) });
}

/** Studies that are not ranked by all of their slices and have some of these files: with the bytes again, more of them can be analyzed. */
export function studiesLacking(
  { entries }: Pick<WorklistState, 'entries'>,
  sourceIds: ReadonlySet<string>,
): readonly string[] {
  return [...entries.values()]
    .filter(({ phase }) => phase.kind !== 'ranked' && phase.kind !== 'queued')
    .filter(({ study }) =>
      (study === null ? undefined : chosenSeries(readStudy(study)))?.slices.some(({ sourceId }) =>
        sourceIds.has(sourceId),
      ),
    )
    .map(({ key }) => key);
}

/** The slices of a study's chosen series, as one string: equal means that nothing is to be analyzed again. */
export function seriesFingerprint(study: Study | null): string {
  const series = study === null ? null : chosenSeries(study);
  return series == null
    ? ''
    : series.slices
        .map(
          ({ sourceId, sopInstanceUid, frameIndex }) =>
            `${sourceId}/${sopInstanceUid}/${frameIndex}`,
        )
        .join('\n');
}
