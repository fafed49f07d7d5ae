import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ms } from '#base';
import type { Measurement } from '#measure';
import { emptyRecord, type GivenVerdict, standing, verdictOf } from '#verdicts';
import { factsOf } from '../audit/facts.ts';
import { createHistoryStore, did } from '../history/state.ts';
import {
  createMeasurementsStore,
  type KeptMeasurements,
  measurementsOf,
} from '../measurements/state.ts';
import { createVerdictsStore } from '../verdicts/state.ts';
import { UNSEEN } from '../worklist/care.ts';
import { anEntry } from '../worklist/entries.fixture.ts';
import { changeEntry, createWorklistStore } from '../worklist/state.ts';
import { isFromElsewhere } from './heard.ts';
import { shareWork, type WorkStores } from './share-work.ts';

/** Seals that can be told from what they seal. */
const seal = { of: async (text: string) => (text.startsWith('~') ? text : `~${text}`) };

/** Tabs that each know the study under a key of their own; `say` says something to all of them. */
function tabs(...keys: readonly string[]) {
  const listeners: ((message: unknown) => void)[] = [];
  const said: unknown[] = [];
  const opened = keys.map((key, own) => {
    const stores = {
      worklist: createWorklistStore(0),
      verdicts: createVerdictsStore([]),
      history: createHistoryStore(),
      measurements: createMeasurementsStore([]),
      settings: createStore(() => ({ keepResults: true })),
    } as unknown as WorkStores;
    stores.worklist.setState({
      entries: new Map([
        [key, anEntry(key)],
        ['other', anEntry('other')],
      ]),
    });
    const channel = {
      hear: (listener: (message: unknown) => void) => void listeners.push(listener),
      say: (message: unknown) => {
        said.push(message);
        listeners.forEach((listener, at) => {
          if (at !== own) listener(structuredClone(message));
        });
      },
    };
    const kept: KeptMeasurements[] = [];
    const saveMeasurements = async (record: KeptMeasurements) => void kept.push(record);
    shareWork(stores, channel, seal, { saveMeasurements });
    const list = () => measurementsOf(stores.measurements.getState(), key);
    const measure = (...measured: readonly Measurement[]) =>
      stores.measurements.setState(({ byStudy }) => ({
        byStudy: new Map(byStudy).set(key, measured),
      }));
    const entry = () => stores.worklist.getState().entries.get(key);
    const record = () => stores.verdicts.getState().byStudy.get(key);
    const give = (...log: readonly GivenVerdict[]) =>
      stores.verdicts.setState(({ byStudy }) => {
        const before = byStudy.get(key) ?? emptyRecord(key);
        return { byStudy: new Map(byStudy).set(key, { ...before, log: [...before.log, ...log] }) };
      });
    return { key, ...stores, entry, record, give, list, measure, kept };
  });
  const say = (message: unknown) => {
    for (const listener of listeners) listener(message);
  };
  const [first, second] = opened;
  if (first === undefined || second === undefined) throw new Error('two tabs at least');
  return { first, second, said, say };
}

const given = (at: number, kind: 'none' | 'unsure'): GivenVerdict => ({
  verdict: verdictOf(kind, null),
  ...{ at: ms(at), by: 'AB', stage: 'open', analysisKey: 'k', flagged: null, undoneAt: null },
});
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

it.each([
  ['where both were given the images', 'study', 'study'],
  ['where one has it from an earlier session', 'study', '~study'],
  ['where the other one has', '~study', 'study'],
])('what is done and pinned in one tab stands in the other, %s', async (_, one, other) => {
  const { first, second, said } = tabs(one, other);
  const care = { ...UNSEEN, acknowledged: { at: ms(3), by: 'AB' } };
  changeEntry(first.worklist, first.key, (entry) => ({ ...entry, care }));
  await vi.waitFor(() => expect(second.entry()?.care).toEqual(care));
  const pin = { note: 'call', pinnedAt: ms(4) };
  changeEntry(second.worklist, second.key, (entry) => ({ ...entry, pin }));
  await vi.waitFor(() => expect(first.entry()?.pin).toEqual(pin));
  await settle();
  expect(said).toHaveLength(2); // What was heard is not told on.
  expect(first.worklist.getState().entries.get('other')?.care).toBe(UNSEEN);
});

it('verdicts of both tabs are kept, and the last one stands in both', async () => {
  const { first, second } = tabs('study', '~study');
  first.give(given(1, 'none'));
  await vi.waitFor(() => expect(second.record()?.log).toHaveLength(1));
  expect(second.record()?.studyKey).toBe('~study');
  second.give(given(2, 'unsure'));
  await vi.waitFor(() => expect(first.record()?.log.map(({ at }) => at)).toEqual([1, 2]));
  expect(standing(first.record())?.verdict.kind).toBe('unsure');
});

it('verdicts given in the same moment cross, and neither is lost', async () => {
  const { first, second } = tabs('study', 'study');
  did(second.history, { kind: 'verdict', key: 'study', index: 0 });
  first.give(given(1, 'none'));
  second.give(given(2, 'unsure'));
  await settle();
  for (const tab of [first, second]) expect(tab.record()?.log.map(({ at }) => at)).toEqual([1, 2]);
  // Its place in the log is another's now: undo would take back that one.
  expect(second.history.getState().done).toEqual([]);
});

it('is logged where it was done, and not where it was heard', async () => {
  const { first, second } = tabs('study', 'study');
  const before = { worklist: second.worklist.getState(), verdicts: second.verdicts.getState() };
  const care = { ...UNSEEN, done: { at: ms(3), by: 'AB' } };
  changeEntry(first.worklist, 'study', (entry) => ({ ...entry, care }));
  first.give(given(1, 'none'));
  await vi.waitFor(() => expect(second.record()).toBeDefined());
  const heard = (['worklist', 'verdicts'] as const).flatMap((store) =>
    factsOf(
      { what: { store, now: second[store].getState(), before: before[store] } as never, at: 9 },
      { initials: 'CD', keepResults: true },
      second.worklist.getState().entries,
    ),
  );
  expect(heard).toEqual([]);
  expect(isFromElsewhere(second.entry()?.care ?? null)).toBe(true);
});

it.each([
  ['words', 'hello'],
  ['settings', { settings: { theme: 'light' } }],
  ['a care of no moments', { work: { study: '~study', care: { ...UNSEEN, openedAt: 'now' } } }],
  ['a newer record', { work: { study: '~study', verdicts: { ...emptyRecord('s'), version: 99 } } }],
  [
    'a measurement of no numbers',
    { work: { study: '~study', measured: { put: [{}], gone: [], count: 1 } } },
  ],
  ['a study that is not here', { work: { study: '~elsewhere', care: UNSEEN } }],
])('hears nothing of %s', async (_, message) => {
  const { first, second, say } = tabs('study', 'study');
  const states = () => [
    first.worklist.getState(),
    second.verdicts.getState(),
    second.measurements.getState(),
  ];
  const before = states();
  say(message);
  await settle();
  expect(states()).toEqual(before);
});

const aLength = (id: number, at: number): Measurement => ({
  ...{ id, at, by: 'AB', kind: 'length', seriesKey: '~series', sliceKey: '~slice', slice: 0 },
  points: [
    { x: 0, y: 0 },
    { x: at, y: 0 },
  ],
  quantities: [{ name: 'length', value: at, unit: 'mm' }],
  notes: [],
});
const told = (list: readonly Measurement[]) => list.map(({ id, at }) => `${id}@${at}`).join();

it('what is measured in one tab stands in the other, changed and deleted too, and is not told back', async () => {
  const { first, second, said } = tabs('study', '~study');
  first.measure(aLength(1, 5), aLength(2, 6));
  await vi.waitFor(() => expect(told(second.list())).toBe('1@5,2@6'));
  const changed = { ...aLength(2, 6), notes: ['no pixel spacing'] };
  first.measure(aLength(1, 5), changed);
  await vi.waitFor(() => expect(second.list()[1]?.notes).toEqual(['no pixel spacing']));
  second.measure(changed);
  await vi.waitFor(() => expect(told(first.list())).toBe('2@6'));
  await settle();
  expect(said).toHaveLength(3);
  // Each tab wrote its own: nobody has more than that.
  expect([first.kept, second.kept]).toEqual([[], []]);
});

it('measurements made in the same moment cross: none is lost, both tabs number them alike and keep all', async () => {
  const { first, second } = tabs('study', 'study');
  did(second.history, { kind: 'measurements', key: 'study', before: [], after: [] });
  first.measure(aLength(1, 5));
  second.measure(aLength(1, 6));
  await settle();
  for (const tab of [first, second]) {
    expect(told(tab.list())).toBe('1@5,2@6');
    expect(tab.kept.map(({ measurements }) => told(measurements))).toEqual(['1@5,2@6']);
  }
  // Undo would bring back a list without the other tab's.
  expect(second.history.getState().done).toEqual([]);
});

it('a measurement of another tab is not logged as made here', async () => {
  const { first, second } = tabs('study', 'study');
  const before = second.measurements.getState();
  first.measure(aLength(1, 5));
  await vi.waitFor(() => expect(second.list()).toHaveLength(1));
  const what = { store: 'measurements', now: second.measurements.getState(), before };
  const facts = factsOf(
    { what, at: 9 } as never,
    { initials: 'CD', keepResults: true },
    second.worklist.getState().entries,
  );
  expect(facts).toEqual([]);
});
