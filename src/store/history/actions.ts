import { ms } from '#base';
import { withUndone } from '#verdicts';
import { setMeasurements } from '../measurements/actions.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { setRecord } from '../verdicts/set-record.ts';
import { type Notice, notice } from '../worklist/notices.ts';
import { changeEntry } from '../worklist/state.ts';
import { type Change, lastSeen } from './state.ts';

/** Back and forth over what was done: to studies anywhere, to measurements in the open study and in the one beside it. */
export interface HistoryActions {
  /** Takes the last change back. */
  undo(): void;
  /** Does again what {@link undo} took back last. */
  redo(): void;
}

type HistoryStores = Pick<
  Stores,
  'history' | 'worklist' | 'measurements' | 'verdicts' | 'settings' | 'notices' | 'reading'
>;

/** The actions over the history of a tab. */
export function historyActions(
  ports: {
    readonly storage: Pick<AppStorage, 'saveMeasurements' | 'saveVerdicts'>;
    readonly now: () => number;
  },
  stores: HistoryStores,
): HistoryActions {
  const { history, reading, worklist, notices, verdicts } = stores;
  const move = (from: 'done' | 'undone', to: 'done' | 'undone'): void => {
    const changes = history.getState()[from];
    const { openKey, besideKey } = reading.getState();
    const at = lastSeen(changes, [openKey, besideKey]);
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
    if (change.kind === 'measurements') {
      setMeasurements(ports, stores, change.key, change[which]);
      return;
    }
    const number = worklist.getState().entries.get(change.key)?.number;
    if (number === undefined) return;
    const again = changed(change, which, number);
    notice(notices, which === 'before' || again === null ? { kind: 'undone', number } : again);
  };
  const changed = (
    change: Exclude<Change, { kind: 'measurements' }>,
    which: 'before' | 'after',
    number: number,
  ): Notice | null => {
    switch (change.kind) {
      case 'care':
        return setCare(change, which, number);
      case 'pin':
        return setPin(change, which, number);
      default:
        return setVerdict(change, which, number);
    }
  };
  const setPin = (
    { key, ...change }: Extract<Change, { kind: 'pin' }>,
    which: 'before' | 'after',
    number: number,
  ): Notice => {
    changeEntry(worklist, key, (entry) => ({ ...entry, pin: change[which] }));
    return { kind: 'pin', number, pinned: change[which] !== null };
  };
  const setCare = (
    { key, to, ...change }: Extract<Change, { kind: 'care' }>,
    which: 'before' | 'after',
    number: number,
  ): Notice => {
    changeEntry(worklist, key, (entry) => ({ ...entry, care: change[which] }));
    return { kind: 'care', number, to };
  };
  const setVerdict = (
    { key, index }: Extract<Change, { kind: 'verdict' }>,
    which: 'before' | 'after',
    number: number,
  ): Notice | null => {
    const record = verdicts.getState().byStudy.get(key);
    const given = record?.log[index];
    if (record === undefined || given === undefined) return null;
    setRecord(
      ports,
      stores,
      withUndone(record, index, which === 'before' ? ms(ports.now()) : null),
    );
    return { kind: 'verdict', number, verdict: given.verdict };
  };
  return { undo: () => move('done', 'undone'), redo: () => move('undone', 'done') };
}
