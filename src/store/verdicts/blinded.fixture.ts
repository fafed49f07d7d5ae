import { type Label, ms } from '#base';
import { diagnosticsJson } from '../analysis/selectors.ts';
import { unreadFlagged } from '../attention/attention.ts';
import { flaggedAt, OPERATING_POINTS } from '../desk/point-price.ts';
import { shiftSummary } from '../desk/shift-studies.ts';
import { deskStores } from '../desk-stores.fixture.ts';
import { dicomFault } from '../export/dicom-fault.ts';
import { studyList } from '../export/study-list.ts';
import { listText } from '../export/texts.ts';
import { historyActions } from '../history/actions.ts';
import { readingActions } from '../reading/actions.ts';
import { keySliceOf } from '../reading/key-pictures.ts';
import { sliceStrip } from '../reading/selectors.ts';
import { memoryStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { wallNews } from '../wall/wall-rows.ts';
import { worklistActions } from '../worklist/actions.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { filterRows } from '../worklist/filter-rows.ts';
import { reasonOf, worklistRows } from '../worklist/selectors.ts';
import { isSettled, type StudyEntry, type StudyPhase } from '../worklist/study-entry.ts';
import { verdictActions } from './actions.ts';
import { shownStores } from './shown.ts';

/** A tab over studies; those that are opened and closed are so in the real reading store. */
export function setup(given: readonly StudyEntry[], { blinded = true } = {}) {
  const storage = memoryStorage();
  const stores = deskStores({ initials: 'AB', blinded });
  const { startedAt } = stores.worklist.getState().shift;
  const put = (entries: readonly StudyEntry[]) =>
    stores.worklist.setState({
      entries: new Map(entries.map((entry) => [entry.key, { ...entry, shift: startedAt }])),
    });
  put(given);
  let clock = 1000;
  const shown = shownStores(stores);
  const ports = { storage, now: () => ++clock, shown: shown.worklist };
  const list = worklistActions(stores, storage, ports.now);
  const service = {
    queue: { prioritize: () => undefined, giveWay: () => undefined, awaitPicture: () => undefined },
  };
  const room = readingActions(
    { ...ports, service } as never,
    stores as unknown as Stores,
    {} as never,
  );
  const actions = {
    ...list,
    ...room,
    ...historyActions(ports, stores),
    ...verdictActions(ports, stores, { ...list, ...room }),
  };
  const rows = () => worklistRows(shown.worklist.getState());
  const recordOf = (key: string) => stores.verdicts.getState().byStudy.get(key);
  return { actions, stores, shown, rows, recordOf, put, storage };
}

/** One that came in by its number. */
export const study = (key: string, number: number, phase: StudyPhase, slices = new Map()) =>
  anEntry(key, { number, receivedAt: ms(number * 1000), phase, slices });

/** Analyzed, with this probability of any hemorrhage. */
export const ranked = (any: number, flagged: readonly Label[] = []): StudyPhase => ({
  kind: 'ranked',
  result: aResult(any, { flagged }),
});

/** Two flagged, one of them for subdural, and one that is not. */
export const THREE = [
  study('low', 1, ranked(0.1)),
  study('high', 2, ranked(0.9, ['any', 'subdural'])),
  study('middle', 3, ranked(0.6, ['any'])),
];

/** Everything of a tab that is drawn or leaves it, as text. */
export function everythingShown({ shown, stores, rows }: ReturnType<typeof setup>): string {
  const worklist = shown.worklist.getState();
  const state = {
    worklist,
    verdicts: shown.verdicts.getState(),
    measurements: stores.measurements.getState(),
    intake: { leftOut: [] },
    engine: { phase: 'idle' },
  } as const;
  const list = studyList(state, 5000, new Map());
  const texts = (
    ['csv', 'json', 'ndjson', 'rsna', 'verdicts', 'blinded', 'agreement'] as const
  ).map((format) => listText(format, list, state));
  const each = [...worklist.entries.values()].map((entry) => [
    sliceStrip(entry, 5, null),
    keySliceOf(entry),
    reasonOf(entry, worklist),
    dicomFault(entry, state.engine),
    isSettled(entry),
  ]);
  const browser = { userAgent: '', cores: 2, pixelRatio: 1 };
  const whole = [
    wallNews(worklist, { desk: 'd', theme: 'dark', problem: null }),
    shiftSummary({ worklist, verdicts: state.verdicts }, 5000),
    unreadFlagged(worklist),
    diagnosticsJson(state.engine, worklist.entries, browser),
    OPERATING_POINTS.map((point) => flaggedAt(worklist.entries, state.engine, point)),
  ];
  const flagged = filterRows(rows(), 'flagged', '').map(({ key }) => key);
  const found = filterRows(rows(), 'all', 'subdural').map(({ key }) => key);
  const { latest } = stores.notices.getState();
  return JSON.stringify([rows(), texts, each, whole, flagged, found, latest]);
}
