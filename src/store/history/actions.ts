import { setMeasurements } from '../measurements/actions.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { notice } from '../worklist/notices.ts';
import { changeEntry } from '../worklist/state.ts';
import { type Change, lastSeen } from './state.ts';

/** Back and forth over what was done: to studies anywhere, to measurements in the open study. */
export interface HistoryActions {
  /** Takes the last change back. */
  undo(): void;
  /** Does again what {@link undo} took back last. */
  redo(): void;
}

type HistoryStores = Pick<
  Stores,
  'history' | 'worklist' | 'measurements' | 'settings' | 'notices' | 'reading'
>;

/** The actions over the history of a tab. */
export function historyActions(
  ports: { readonly storage: Pick<AppStorage, 'saveMeasurements'> },
  stores: HistoryStores,
): HistoryActions {
  const { history, reading } = stores;
  const move = (from: 'done' | 'undone', to: 'done' | 'undone'): void => {
    const changes = history.getState()[from];
    const at = lastSeen(changes, reading.getState().openKey);
    const change = changes[at];
    if (change === undefined) return;
    history.setState((now) => ({
      ...now,
      [from]: changes.toSpliced(at, 1),
      [to]: [...now[to], change],
    }));
    apply(change, to === 'done' ? 'after' : 'before');
  };
  const apply = (change: Change, which: 'before' | 'after'): void => {
    const { worklist, notices } = stores;
    if (change.kind === 'measurements') {
      setMeasurements(ports, stores, change.key, change[which]);
      return;
    }
    const care = change[which];
    changeEntry(worklist, change.key, (entry) => ({ ...entry, care }));
    const number = worklist.getState().entries.get(change.key)?.number;
    if (number === undefined) return;
    notice(
      notices,
      which === 'before' ? { kind: 'undone', number } : { kind: 'care', number, to: change.to },
    );
  };
  return { undo: () => move('done', 'undone'), redo: () => move('undone', 'done') };
}
