import { describe, expect, it, vi } from 'vitest';
import { HEMORRHAGE_TYPES } from '#base';
import { standing } from '#verdicts';
import { deskStores } from '../desk-stores.fixture.ts';
import { historyActions } from '../history/actions.ts';
import { createReadingStore } from '../reading/state.ts';
import { memoryStorage } from '../storage.ts';
import { worklistActions } from '../worklist/actions.ts';
import { anEntry, aResult } from '../worklist/entries.fixture.ts';
import { verdictActions } from './actions.ts';
import { lazyVerdictActions } from './lazy-actions.ts';
import { shownStores } from './shown.ts';

const FLAGGED = aResult(0.9, { flagged: ['any', 'subdural'] });

/** Three studies in the ranking, "low" received first and ranked last. */
function setup() {
  const storage = memoryStorage();
  const stores = deskStores({ initials: 'AB' });
  const { startedAt } = stores.worklist.getState().shift;
  const entries = [
    anEntry('low', { number: 1, phase: { kind: 'ranked', result: aResult(0.1) } }),
    anEntry('high', { number: 2, phase: { kind: 'ranked', result: FLAGGED } }),
    anEntry('middle', { number: 3, phase: { kind: 'ranked', result: aResult(0.6) } }),
  ].map((entry) => ({ ...entry, shift: startedAt }));
  stores.worklist.setState({ entries: new Map(entries.map((entry) => [entry.key, entry])) });
  let clock = 0;
  const shown = shownStores(stores);
  const ports = { storage, now: () => ++clock, shown: shown.worklist };
  const opened: (string | null)[] = [];
  const list = worklistActions(stores, storage, ports.now);
  const actions = {
    ...list,
    ...historyActions(ports, stores),
    ...verdictActions(ports, stores, {
      ...list,
      openStudy: (key) => opened.push(key),
      closeStudy: () => opened.push(null),
    }),
  };
  const recordOf = (key: string) => stores.verdicts.getState().byStudy.get(key);
  const verdictOf = (key: string) => standing(recordOf(key))?.verdict ?? null;
  const careOf = (key: string) => stores.worklist.getState().entries.get(key)?.care;
  return { actions, stores, storage, opened, recordOf, verdictOf, careOf };
}

describe('a verdict', () => {
  it('is signed, told by number, kept at once, and says what was flagged then', async () => {
    const { actions, stores, storage, recordOf } = setup();
    actions.giveVerdict('high', 'hemorrhage');
    expect(recordOf('high')?.log).toEqual([
      {
        verdict: { kind: 'hemorrhage', types: ['subdural'], asFlagged: true },
        at: 1,
        by: 'AB',
        stage: 'open',
        analysisKey: FLAGGED.analysisKey,
        flagged: ['any', 'subdural'],
        undoneAt: null,
      },
    ]);
    expect(stores.notices.getState().latest).toMatchObject({ kind: 'verdict', number: 2 });
    expect(await storage.verdicts()).toEqual([recordOf('high')]);
  });

  it('can name each of the five types, on a study without a flag too, and keeps them when pressed again', () => {
    const { actions, verdictOf } = setup();
    for (const type of HEMORRHAGE_TYPES) actions.toggleType('low', type);
    actions.toggleType('low', 'subdural');
    const types = HEMORRHAGE_TYPES.filter((type) => type !== 'subdural');
    expect(verdictOf('low')).toEqual({ kind: 'hemorrhage', types, asFlagged: false });
    actions.giveVerdict('low', 'hemorrhage');
    expect(verdictOf('low')).toMatchObject({ types });
  });

  it('is taken back and given again; the log keeps it with both times', () => {
    const { actions, recordOf, verdictOf } = setup();
    actions.giveVerdict('low', 'none');
    actions.giveVerdict('low', 'unsure');
    actions.undo();
    expect(verdictOf('low')).toEqual({ kind: 'none' });
    expect(recordOf('low')?.log.map(({ undoneAt }) => undoneAt)).toEqual([null, 3]);
    actions.undo();
    expect(verdictOf('low')).toBeNull();
    actions.redo();
    actions.redo();
    expect(verdictOf('low')).toEqual({ kind: 'unsure' });
    expect(recordOf('low')?.log).toHaveLength(2);
  });
});

describe('the way on', () => {
  it('is closed without a verdict', () => {
    const { actions, opened, careOf } = setup();
    actions.goOn('high');
    expect([opened, careOf('high')?.done]).toEqual([[], null]);
    actions.giveVerdict('high', 'none');
    actions.undo();
    actions.goOn('high');
    expect(opened).toEqual([]);
  });

  it('makes the study done and opens the next unread one by rank, in the end the list; undo takes done back', () => {
    const { actions, stores, opened, careOf, verdictOf } = setup();
    for (const key of ['high', 'middle', 'low']) {
      actions.giveVerdict(key, 'none');
      actions.goOn(key);
      expect(careOf(key)?.done?.by).toBe('AB');
    }
    expect(opened).toEqual(['middle', 'low', null]);
    actions.undo();
    expect([careOf('low')?.done, verdictOf('low')]).toEqual([null, { kind: 'none' }]);
    expect(stores.notices.getState().latest).toEqual({ kind: 'undone', number: 1 });
  });

  it('skips studies that somebody opened', () => {
    const { actions, opened } = setup();
    actions.setCare('middle', 'open');
    actions.giveVerdict('high', 'unsure');
    actions.goOn('high');
    expect(opened).toEqual(['low']);
  });
});

describe('what is said before the code for it has come', () => {
  it('is done then, in its order', async () => {
    const { stores, storage, recordOf } = setup();
    const others = {
      setCare: () => undefined,
      openStudy: () => undefined,
      closeStudy: () => undefined,
    };
    const { worklist } = shownStores(stores);
    const actions = lazyVerdictActions({ storage, now: () => 7, shown: worklist }, stores, others);
    actions.giveVerdict('high', 'none');
    actions.toggleType('high', 'epidural');
    expect(recordOf('high')).toBeUndefined();
    await vi.waitFor(() => expect(recordOf('high')?.log).toHaveLength(2));
    const kinds = recordOf('high')?.log.map(({ verdict }) => verdict.kind);
    expect(kinds).toEqual(['none', 'hemorrhage']);
  });

  it('the moment at which a study was first opened blind is kept, though its opening fetched the code', async () => {
    const { stores: all, storage, recordOf } = setup();
    const stores = { ...all, reading: createReadingStore() }; // Nobody else listens to it.
    stores.settings.setState({ blinded: true });
    const others = {
      setCare: () => undefined,
      openStudy: () => undefined,
      closeStudy: () => undefined,
    };
    const { worklist } = shownStores(stores);
    lazyVerdictActions({ storage, now: () => 7, shown: worklist }, stores, others);
    stores.reading.setState({ openKey: 'high', opening: 1 });
    await vi.waitFor(() => expect(recordOf('high')?.blinded?.openedAt).toBe(7));
    stores.reading.setState({ openKey: 'low', opening: 2 });
    await vi.waitFor(() => expect(recordOf('low')?.blinded?.openedAt).toBe(7));
  });
});
