import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { historyActions } from '../history/actions.ts';
import { createHistoryStore } from '../history/state.ts';
import { createMeasurementsStore } from '../measurements/state.ts';
import { createReadingStore } from '../reading/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import { createVerdictsStore } from '../verdicts/state.ts';
import { worklistActions } from './actions.ts';
import { careAfter, careState, UNSEEN } from './care.ts';
import { anEntry } from './entries.fixture.ts';
import { createNoticesStore, noticeFlagged } from './notices.ts';
import { createWorklistStore } from './state.ts';

const signed = { at: ms(5), by: 'AB' };

describe('what people did with a study', () => {
  it('is told by the last thing they did', () => {
    expect(careState(UNSEEN)).toBe('unread');
    expect(careState({ ...UNSEEN, openedAt: ms(0) })).toBe('open');
    const taken = careAfter({ ...UNSEEN, openedAt: ms(0) }, 'acknowledged', signed);
    expect([careState(taken), taken.acknowledged]).toEqual(['acknowledged', signed]);
    const done = careAfter(taken, 'done', signed);
    expect([careState(done), done.acknowledged]).toEqual(['done', signed]);
    expect(careState(careAfter(done, 'open', signed))).toBe('acknowledged');
    expect(careAfter(done, 'unread', signed)).toEqual(UNSEEN);
  });
});

describe('the actions', () => {
  const setup = () => {
    const worklist = createWorklistStore(0);
    const notices = createNoticesStore();
    const settings = createSettingsStore({ version: 1, initials: 'a b1' });
    worklist.setState({ entries: new Map([['a', anEntry('a')]]) });
    const storage = memoryStorage();
    const stores = {
      worklist,
      settings,
      notices,
      history: createHistoryStore(),
      measurements: createMeasurementsStore([]),
      reading: createReadingStore(),
      verdicts: createVerdictsStore([]),
    };
    const actions = {
      ...worklistActions(stores, storage, () => 9),
      ...historyActions({ storage, now: () => 9 }, stores),
    };
    const care = () => worklist.getState().entries.get('a')?.care;
    const pin = () => worklist.getState().entries.get('a')?.pin;
    return { actions, care, pin, notices };
  };

  it('sign with the time and the initials, and tell by number', () => {
    const { actions, care, notices } = setup();
    actions.setCare('a', 'acknowledged');
    expect(care()?.acknowledged).toEqual({ at: 9, by: 'AB' });
    expect(notices.getState().latest).toEqual({ kind: 'care', number: 7, to: 'acknowledged' });
  });

  it('can be taken back for as long as nobody does anything else, whatever is flagged meanwhile', () => {
    const { actions, notices } = setup();
    actions.setCare('a', 'acknowledged');
    const said = notices.getState().done;
    noticeFlagged(notices, 'b', ['subdural']);
    expect(notices.getState().latest?.kind).toBe('flagged');
    expect(notices.getState().done).toBe(said);
    expect(said?.kind).toBe('care');
  });

  it('are taken back one by one, and nothing further', () => {
    const { actions, care, notices } = setup();
    actions.setCare('a', 'acknowledged');
    actions.setCare('a', 'done');
    actions.undo();
    expect(careState(care() ?? UNSEEN)).toBe('acknowledged');
    expect(notices.getState().latest).toEqual({ kind: 'undone', number: 7 });
    actions.undo();
    actions.undo();
    expect(care()).toEqual(UNSEEN);
    actions.redo();
    actions.redo();
    actions.redo();
    expect(care()).toMatchObject({ acknowledged: { at: 9 }, done: { at: 9 } });
    expect(notices.getState().latest).toEqual({ kind: 'care', number: 7, to: 'done' });
  });

  it('a pin is taken back and comes back with its note, and between others in their order', () => {
    const { actions, care, pin, notices } = setup();
    actions.togglePin('a', 'call the ward');
    expect(notices.getState().latest).toEqual({ kind: 'pin', number: 7, pinned: true });
    actions.setCare('a', 'acknowledged');
    actions.togglePin('a', '');
    expect(pin()).toBeNull();
    actions.undo();
    expect(pin()).toEqual({ note: 'call the ward', pinnedAt: 9 });
    expect(notices.getState().latest).toEqual({ kind: 'undone', number: 7 });
    actions.undo();
    expect(care()).toEqual(UNSEEN);
    expect(pin()).not.toBeNull();
    actions.undo();
    expect(pin()).toBeNull();
    actions.redo();
    expect(pin()).toEqual({ note: 'call the ward', pinnedAt: 9 });
    expect(notices.getState().latest).toEqual({ kind: 'pin', number: 7, pinned: true });
    actions.togglePin('of nobody', '');
    expect(notices.getState().latest).toMatchObject({ pinned: true });
  });
});
