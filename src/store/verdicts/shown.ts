import { createStore } from 'zustand/vanilla';
import { isHidden, standing, type VerdictRecord, withoutResult } from '#verdicts';
import type { Readable, Stores } from '../stores.ts';
import type { WorklistState } from '../worklist/state.ts';
import {
  isSettled,
  type StudyEntry,
  type StudyPhase,
  withoutEarlier,
} from '../worklist/study-entry.ts';
import type { VerdictsState } from './state.ts';

/** The worklist and the verdicts as the reader may see them: all that is drawn, searched and exported is made of these. */
export interface ShownStores {
  readonly worklist: Readable<WorklistState>;
  readonly verdicts: Readable<VerdictsState>;
}

type Sources = Pick<Stores, 'worklist' | 'verdicts' | 'settings'>;

/** Whether the model's result of a study is hidden from the reader now. */
export const isHiddenStudy = ({ verdicts, settings }: Omit<Sources, 'worklist'>, key: string) =>
  isHidden(verdicts.getState().byStudy.get(key), settings.getState().blinded);

/** Follows the stores. While nobody reads blind, the very same states; else copies without what the model said of hidden studies. */
export function shownStores(stores: Sources): ShownStores {
  const entryOf = {
    underWay: remembered((entry: StudyEntry) => withoutModel(entry, true)),
    ended: remembered((entry: StudyEntry) => withoutModel(entry, false)),
  };
  const shownRecord = remembered(withoutResult);
  const list = (): WorklistState => {
    const state = stores.worklist.getState();
    if (!stores.settings.getState().blinded) return state;
    const { byStudy } = stores.verdicts.getState();
    const isUnread = (key: string) => standing(byStudy.get(key), 'first') === null;
    const waits = [...state.entries.values()].some(
      (entry) => !isSettled(entry) && isHiddenStudy(stores, entry.key) && isUnread(entry.key),
    );
    const entries = new Map<string, StudyEntry>();
    for (const [key, entry] of state.entries) {
      // Who has given a first verdict may see when there is something to reveal.
      const underWay = isUnread(key) ? waits : !isSettled(entry);
      const shownEntry = underWay ? entryOf.underWay : entryOf.ended;
      entries.set(key, isHiddenStudy(stores, key) ? shownEntry(entry) : entry);
    }
    return { ...state, entries, blinded: true };
  };
  const said = (): VerdictsState => {
    const state = stores.verdicts.getState();
    const { blinded } = stores.settings.getState();
    if (!blinded) return state;
    const byStudy = new Map<string, VerdictRecord>();
    for (const [key, record] of state.byStudy) {
      byStudy.set(key, isHidden(record, blinded) ? shownRecord(record) : record);
    }
    return { byStudy };
  };
  const worklist = createStore<WorklistState>()(list);
  const verdicts = createStore<VerdictsState>()(said);
  const follow = (): void => {
    verdicts.setState(said(), true);
    worklist.setState(list(), true);
  };
  stores.worklist.subscribe(() => worklist.setState(list(), true));
  stores.verdicts.subscribe(follow);
  stores.settings.subscribe(({ blinded }, before) => {
    if (blinded !== before.blinded) follow();
  });
  return { worklist, verdicts };
}

/** A study without anything that the model said of it. What its files and pixels are like stays: suitability and its reasons. */
const withoutModel = (entry: StudyEntry, underWay: boolean): StudyEntry => ({
  ...withoutEarlier(entry),
  hidden: true,
  phase: hiddenPhase(entry.phase, underWay),
  slices: new Map(),
  notAnalysed: new Map(),
});

function hiddenPhase(phase: StudyPhase, underWay: boolean): StudyPhase {
  switch (phase.kind) {
    case 'unsuitable':
      return { ...phase, result: null };
    case 'failed':
      return phase;
    default:
      return { kind: 'hidden', underWay };
  }
}

/** The same copy of the same object, so that nothing is drawn anew that did not change. */
function remembered<Value extends object>(copy: (of: Value) => Value): (of: Value) => Value {
  const copies = new WeakMap<Value, Value>();
  return (of) => {
    const known = copies.get(of) ?? copy(of);
    copies.set(of, known);
    return known;
  };
}
