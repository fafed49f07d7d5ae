import { ms } from '#base';
import { did } from '../history/state.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { type CareState, careAfter, careState } from './care.ts';
import { notice } from './notices.ts';
import { goesOn, type Shift, shiftFrom } from './shift.ts';
import { nextSort, type SortKey } from './sort-rows.ts';
import { changeEntry, type WorklistFilter, type WorklistStore } from './state.ts';

/** What can be done to the list. */
export interface WorklistActions {
  search(query: string): void;
  filter(filter: WorklistFilter): void;
  /** Sorts by a column: downwards, upwards, back to the ranking. */
  sortBy(by: SortKey): void;
  /** Puts a study first with a note, or back into its place; undo takes that back, and a note comes back with its pin. */
  togglePin(key: string, note: string): void;
  /** Takes a study on, finishes it, or puts it back to unread; undo takes that back. */
  setCare(key: string, to: CareState): void;
  /** Waiting times go on. */
  tick(): void;
}

/** Looks whether the clock was set back since it was last seen; not with the start, which has no room for what happens once in years. */
export const byClockSoon = async (
  worklist: WorklistStore,
  seenAt: number,
  now: number,
): Promise<void> => {
  const clock = await import('./clock.ts').catch(() => null);
  clock?.followClock(worklist, seenAt, now);
};

/** The actions over the worklist of a tab. */
export function worklistActions(
  {
    worklist,
    settings,
    notices,
    history,
  }: Pick<Stores, 'worklist' | 'settings' | 'notices' | 'history'>,
  storage: Pick<AppStorage, 'shift' | 'saveShift'>,
  now: () => number,
): WorklistActions {
  const beat = (shift: Shift): void => {
    worklist.setState({ shift: shiftFrom(shift, now()) });
    void storage.saveShift(worklist.getState().shift);
  };
  const awaken = async (): Promise<void> => {
    const [kept, clock] = await Promise.all([storage.shift(), import('./clock.ts')]);
    beat(clock.laterShift(kept, worklist.getState().shift));
  };
  return {
    search: (query) => worklist.setState({ query }),
    filter: (filter) => worklist.setState({ filter }),
    sortBy: (by) => worklist.setState(({ sort }) => ({ sort: nextSort(sort, by) })),
    togglePin: (key, note) => {
      const entry = worklist.getState().entries.get(key);
      if (entry === undefined) return;
      const after = entry.pin === null ? { note, pinnedAt: ms(now()) } : null;
      did(history, { kind: 'pin', key, before: entry.pin, after });
      changeEntry(worklist, key, (is) => ({ ...is, pin: after }));
      notice(notices, { kind: 'pin', number: entry.number, pinned: after !== null });
    },
    setCare: (key, to) => {
      const entry = worklist.getState().entries.get(key);
      if (entry === undefined || careState(entry.care) === to) return;
      const signed = { at: ms(now()), by: settings.getState().initials };
      const after = careAfter(entry.care, to, signed);
      did(history, { kind: 'care', key, before: entry.care, after, to });
      changeEntry(worklist, key, (now) => ({ ...now, care: after }));
      notice(notices, { kind: 'care', number: entry.number, to });
    },
    tick: () => {
      const { shift } = worklist.getState();
      const at = now();
      worklist.setState({ now: ms(at) });
      void byClockSoon(worklist, shift.seenAt, at);
      if (goesOn(shift, now())) beat(shift);
      // This tab slept. Where another one was awake the shift has gone on, and no study of it is from before.
      else void awaken();
    },
  };
}
