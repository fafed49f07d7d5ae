import { expect, it } from 'vitest';
import { deskStores } from '../desk-stores.fixture.ts';
import { historyActions } from '../history/actions.ts';
import { memoryStorage } from '../storage.ts';
import { worklistActions } from '../worklist/actions.ts';
import { careState } from '../worklist/care.ts';
import { anEntry } from '../worklist/entries.fixture.ts';
import { measurementActions, type NewMeasurement } from './actions.ts';
import { measurementsOf } from './state.ts';

const aLength = (mm: number): NewMeasurement => ({
  kind: 'length',
  seriesKey: '1.2.3',
  sliceKey: '1.2.3.4',
  slice: 3,
  points: [
    { x: 0, y: 0 },
    { x: mm, y: 0 },
  ],
  quantities: [{ name: 'length', value: mm, unit: 'mm' }],
  notes: [],
});

function setup({ keepResults = true } = {}) {
  const storage = memoryStorage();
  const stores = deskStores({ initials: 'AB', keepResults });
  const ports = { storage, now: () => 9 };
  stores.worklist.setState({ entries: new Map([['a', anEntry('a')]]) });
  const actions = {
    ...worklistActions(stores, storage, ports.now),
    ...measurementActions(ports, stores),
    ...historyActions(ports, stores),
  };
  const open = (openKey: string | null) => stores.reading.setState({ openKey });
  open('a');
  const listOf = (key: string) => measurementsOf(stores.measurements.getState(), key);
  const lengths = (key = 'a') => listOf(key).map(({ quantities }) => quantities[0]?.value);
  return { actions, storage, stores, open, listOf, lengths };
}

it('measurements are numbered and signed, and kept as they change', async () => {
  const { actions, storage, listOf } = setup();
  actions.addMeasurement('a', aLength(3));
  actions.addMeasurement('a', aLength(5));
  expect(listOf('a')).toMatchObject([
    { id: 1, at: 9, by: 'AB' },
    { id: 2, at: 9, by: 'AB' },
  ]);
  expect(await storage.measurements()).toEqual([
    { version: 2, studyKey: 'a', measurements: listOf('a') },
  ]);
  actions.deleteMeasurement('a', 1);
  expect((await storage.measurements())[0]?.measurements).toHaveLength(1);
});

it('nothing is kept where the reader wants it so', async () => {
  const { actions, storage } = setup({ keepResults: false });
  actions.addMeasurement('a', aLength(3));
  expect(await storage.measurements()).toEqual([]);
});

it('undo and redo go back and forth over them, and keep what comes in step', async () => {
  const { actions, lengths, storage } = setup();
  for (const mm of [3, 5]) actions.addMeasurement('a', aLength(mm));
  actions.deleteMeasurement('a', 1);
  const steps: unknown[] = [];
  for (const step of ['undo', 'undo', 'undo', 'undo', 'redo', 'redo', 'redo', 'redo'] as const) {
    actions[step]();
    steps.push(lengths().join());
  }
  expect(steps).toEqual(['3,5', '3', '', '', '3', '3,5', '5', '5']);
  expect((await storage.measurements())[0]?.measurements).toHaveLength(1);
});

it('a number that undo took back is not given again while redo may bring it', () => {
  const { actions, listOf } = setup();
  actions.addMeasurement('a', aLength(3));
  actions.undo();
  actions.addMeasurement('a', aLength(4));
  expect(listOf('a').map(({ id }) => id)).toEqual([2]);
  actions.redo();
  expect(listOf('a').map(({ id }) => id)).toEqual([2]);
});

it('undo takes the newest of study states and measurements, but measures nothing behind one’s back', () => {
  const { actions, lengths, open, stores } = setup();
  const care = () => careState(stores.worklist.getState().entries.get('a')?.care as never);
  actions.addMeasurement('a', aLength(3));
  actions.setCare('a', 'done');
  open(null);
  actions.undo();
  expect([care(), lengths()]).toEqual(['unread', [3]]);
  actions.undo();
  expect(lengths()).toEqual([3]);
  open('a');
  actions.undo();
  expect(lengths()).toEqual([]);
});

it('undo takes back what was measured on the study that hangs beside, as long as it hangs there', () => {
  const { actions, lengths, stores } = setup();
  actions.addMeasurement('prior', aLength(4));
  actions.undo();
  expect(lengths('prior')).toEqual([4]);
  stores.reading.setState({ besideKey: 'prior' });
  actions.undo();
  expect([lengths('prior'), lengths('a')]).toEqual([[], []]);
});
