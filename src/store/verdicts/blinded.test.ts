import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Label, ms } from '#base';
import { standing } from '#verdicts';
import { diagnosticsJson } from '../analysis/selectors.ts';
import { unreadFlagged } from '../attention/attention.ts';
import { flaggedAt, OPERATING_POINTS } from '../desk/point-price.ts';
import { shiftSummary } from '../desk/shift-studies.ts';
import { dicomFault } from '../export/dicom-fault.ts';
import { studyList } from '../export/study-list.ts';
import { listText } from '../export/texts.ts';
import { historyActions } from '../history/actions.ts';
import { createHistoryStore } from '../history/state.ts';
import { createMeasurementsStore } from '../measurements/state.ts';
import { readingActions } from '../reading/actions.ts';
import { keySliceOf } from '../reading/key-pictures.ts';
import { sliceStrip } from '../reading/selectors.ts';
import { createReadingStore } from '../reading/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { wallNews } from '../wall/wall-rows.ts';
import { worklistActions } from '../worklist/actions.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { filterRows } from '../worklist/filter-rows.ts';
import { createNoticesStore } from '../worklist/notices.ts';
import { reasonOf, worklistRows } from '../worklist/selectors.ts';
import { changeEntry, createWorklistStore } from '../worklist/state.ts';
import { isSettled, type StudyEntry, type StudyPhase } from '../worklist/study-entry.ts';
import { verdictActions } from './actions.ts';
import { shownStores } from './shown.ts';
import { createVerdictsStore } from './state.ts';

/** A tab over studies; those that are opened and closed are so in the real reading store. */
function setup(given: readonly StudyEntry[], { blinded = true } = {}) {
  const storage = memoryStorage();
  const stores = {
    worklist: createWorklistStore(0),
    settings: createSettingsStore({ version: 1, initials: 'AB', blinded }),
    notices: createNoticesStore(),
    history: createHistoryStore(),
    measurements: createMeasurementsStore([]),
    reading: createReadingStore(),
    verdicts: createVerdictsStore([]),
  };
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

const study = (key: string, number: number, phase: StudyPhase, slices = new Map()) =>
  anEntry(key, { number, receivedAt: ms(number * 1000), phase, slices });

const ranked = (any: number, flagged: readonly Label[] = []): StudyPhase => ({
  kind: 'ranked',
  result: aResult(any, { flagged }),
});

const THREE = [
  study('low', 1, ranked(0.1)),
  study('high', 2, ranked(0.9, ['any', 'subdural'])),
  study('middle', 3, ranked(0.6, ['any'])),
];

/** Everything of a tab that is drawn or leaves it, as text. */
function everythingShown({ shown, stores, rows }: ReturnType<typeof setup>): string {
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

describe('to a blinded reader', () => {
  const phases = fc.oneof(
    fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
      .map(([any, flagged]) => ranked(any, flagged ? ['any', 'subdural'] : [])),
    fc
      .double({ min: 0, max: 1, noNaN: true })
      .map((any): StudyPhase => ({ kind: 'partial', result: aResult(any), missing: 2 })),
  );

  it('nothing that is drawn or exported differs, whatever the model said of any study', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(phases, phases), { minLength: 1, maxLength: 5 }), (pairs) => {
        const tab = (side: 0 | 1) =>
          everythingShown(
            setup(pairs.map((pair, index) => study(`s${index}`, index + 1, pair[side]))),
          );
        expect(tab(0)).toBe(tab(1));
      }),
      { numRuns: 40 },
    );
  });

  it('neither does what is known while studies are analyzed: the most suspicious are finished first', () => {
    const waiting = study('last', 9, { kind: 'queued' });
    const underWay = fc.oneof(
      phases,
      fc.constant<StudyPhase>({ kind: 'queued' }),
      fc.constant<StudyPhase>({ kind: 'reading' }),
      fc.tuple(fc.nat(5), fc.double({ min: 0, max: 1, noNaN: true })).map(
        ([done, any]): StudyPhase => ({
          kind: 'analyzing',
          done,
          total: 5,
          interim: aResult(any).findings,
        }),
      ),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(underWay, underWay), { minLength: 1, maxLength: 5 }),
        (pairs) => {
          const tab = (side: 0 | 1) => [
            ...pairs.map((pair, index) => study(`s${index}`, index + 1, pair[side])),
            waiting,
          ];
          expect(everythingShown(setup(tab(0)))).toBe(everythingShown(setup(tab(1))));
        },
      ),
      { numRuns: 40 },
    );
    expect(everythingShown(setup([waiting]))).toContain('Analyzing');
  });

  it('neither does the result of a study that does not suit', () => {
    const unsuitable = (any: number): readonly StudyEntry[] => [
      study('b', 2, {
        kind: 'unsuitable',
        reasons: [{ code: 'gaps', text: 'gaps' }],
        result: aResult(any),
      }),
    ];
    expect(everythingShown(setup(unsuitable(0.1)))).toBe(everythingShown(setup(unsuitable(0.9))));
  });

  it('the end of the analysis is told once a first verdict stands, so that the result can be revealed', () => {
    const { actions, rows } = setup([
      study('a', 1, ranked(0.9)),
      study('b', 2, { kind: 'queued' }),
    ]);
    const states = () => rows().map(({ stateText }) => stateText);
    expect(states()).toEqual(['Analyzing', 'Analyzing']);
    actions.openStudy('a');
    actions.giveVerdict('a', 'none');
    expect(states()).toEqual(['Hidden', 'Analyzing']);
  });

  it('would differ, were it not hidden', () => {
    const tab = (any: number) =>
      everythingShown(setup([study('a', 1, ranked(any))], { blinded: false }));
    expect(tab(0.1)).not.toBe(tab(0.9));
  });

  it('studies stand in order of arrival, without gauge; pins and revealed results change nothing of it', () => {
    const { actions, rows } = setup(THREE);
    const order = () => rows().map(({ key, rank, parts, state }) => [key, rank, parts, state]);
    const byArrival = [
      ['low', 1, null, 'hidden'],
      ['high', 2, null, 'hidden'],
      ['middle', 3, null, 'hidden'],
    ];
    expect(order()).toEqual(byArrival);
    actions.togglePin('middle', 'first');
    expect(order()).toEqual(byArrival);
    actions.openStudy('high');
    actions.giveVerdict('high', 'none');
    actions.goOn('high');
    expect(order()).toEqual(byArrival.toSpliced(1, 1, ['high', 2, null, 'flagged']));
  });

  it('the list is so at their wish alone, waits as ever, and a wall is told', () => {
    expect(createSettingsStore(null).getState().blinded).toBe(false);
    const told = (blinded: boolean) => {
      const { stores, shown, rows } = setup(THREE, { blinded });
      stores.worklist.setState({ now: ms(600_000) });
      const news = wallNews(shown.worklist.getState(), {
        desk: 'd',
        theme: 'dark',
        problem: null,
      });
      return {
        waits: new Map(rows().map(({ key, waited }) => [key, waited])),
        blinded: news.blinded,
      };
    };
    const waits = new Map([
      ['low', 599_000],
      ['high', 598_000],
      ['middle', 597_000],
    ]);
    expect(told(true)).toEqual({ waits, blinded: true });
    expect(told(false)).toEqual({ waits, blinded: false });
  });

  it('a study opens in its middle, and its maps and its input stay off', () => {
    const result = aResult(0.9, { flagged: ['any'] });
    const { actions, stores } = setup([study('a', 1, { kind: 'ranked', result })]);
    actions.openStudy('a');
    const middle = stores.reading.getState().slice;
    actions.toggle('explain');
    actions.toggle('modelEye', true);
    expect(stores.reading.getState()).toMatchObject({ explain: false, modelEye: false });
    actions.giveVerdict('a', 'none');
    actions.goOn('a');
    expect(stores.reading.getState().slice).toBe(middle);
    actions.toggle('explain');
    expect(stores.reading.getState().explain).toBe(true);
  });

  it('the first verdict names no type by itself; after the reveal it stands, and the final one is another', () => {
    const { actions, recordOf, stores } = setup(THREE);
    actions.openStudy('high');
    actions.giveVerdict('high', 'hemorrhage');
    actions.toggleType('high', 'epidural');
    actions.goOn('high');
    expect(recordOf('high')?.blinded).toEqual({
      openedAt: expect.any(Number),
      shownBefore: false,
      reveal: {
        at: expect.any(Number),
        flagged: ['any', 'subdural'],
        operatingPoint: 'balanced',
        modelHash: 'ab12',
      },
    });
    const first = standing(recordOf('high'), 'first');
    expect(first).toMatchObject({
      verdict: { types: ['epidural'], asFlagged: false },
      flagged: null,
      analysisKey: '',
    });
    actions.undo(); // Nothing of the verdicts is left to take back.
    expect(standing(recordOf('high'), 'first')).toBe(first);
    actions.giveVerdict('high', 'none');
    actions.goOn('high');
    expect(standing(recordOf('high'), 'final')).toMatchObject({
      verdict: { kind: 'none' },
      flagged: ['any', 'subdural'],
    });
    expect(standing(recordOf('high'), 'first')).toBe(first);
    expect(stores.reading.getState().openKey).toBe('low'); // The first unread by arrival.
  });

  it('who goes on keeps the first verdict as the final one, with types and time', () => {
    const { actions, recordOf } = setup(THREE);
    actions.openStudy('low');
    actions.toggleType('low', 'subarachnoid');
    actions.goOn('low');
    actions.goOn('low');
    const [first, final] = (['first', 'final'] as const).map((stage) =>
      standing(recordOf('low'), stage),
    );
    expect(final?.verdict).toEqual(first?.verdict);
    expect(final?.at).toBeGreaterThan(first?.at ?? 0);
  });

  it('nothing is revealed without a verdict or before the analysis has ended', () => {
    const waiting = study('a', 1, { kind: 'queued' });
    const { actions, recordOf, stores } = setup([waiting]);
    actions.openStudy('a');
    actions.goOn('a');
    actions.giveVerdict('a', 'unsure');
    actions.goOn('a');
    expect(recordOf('a')?.blinded?.reveal).toBeNull();
    changeEntry(stores.worklist, 'a', (entry) => ({ ...entry, phase: ranked(0.2) }));
    actions.goOn('a');
    expect(recordOf('a')?.blinded?.reveal?.flagged).toEqual([]);
  });
});

describe('starting and ending', () => {
  it('closes the study, forgets news of flags, and marks the results that could be seen before', () => {
    const { actions, stores, rows, recordOf } = setup(
      [...THREE.slice(0, 2), study('fresh', 3, { kind: 'queued' })],
      { blinded: false },
    );
    actions.openStudy('high');
    actions.giveVerdict('high', 'hemorrhage');
    stores.notices.setState({ flaggedUnseen: new Set(['low']) });
    actions.setBlinded(true);
    expect(stores.reading.getState().openKey).toBeNull();
    expect(stores.notices.getState()).toMatchObject({ flaggedUnseen: new Set(), latest: null });
    expect(['low', 'high', 'fresh'].map((key) => recordOf(key)?.blinded?.shownBefore)).toEqual([
      true,
      true,
      undefined,
    ]);
    expect(rows().map(({ state }) => state)).toEqual(['hidden', 'hidden', 'hidden']);
    actions.undo();
    expect(standing(recordOf('high'))?.verdict).toMatchObject({ kind: 'hemorrhage' });
    actions.setBlinded(false);
    expect(rows().map(({ key }) => key)).toEqual(['high', 'fresh', 'low']);
  });

  it('hides in a tab that follows another, which alone keeps what could be seen', async () => {
    const { actions, stores, rows, recordOf, storage } = setup(
      [study('a', 1, ranked(0.9, ['any']))],
      {
        blinded: false,
      },
    );
    actions.openStudy('a');
    actions.followBlinded(() => false);
    expect(stores.reading.getState().openKey).toBe('a');
    actions.followBlinded(() => true);
    expect(stores.reading.getState().openKey).toBeNull();
    expect(rows()[0]?.entry.hidden).toBe(true);
    expect(recordOf('a')?.blinded?.shownBefore).toBe(true);
    expect(await storage.verdicts()).toEqual([]);
  });
});
