import { ms } from '#base';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { type CareState, careAfter, careState } from './care.ts';
import { notice } from './notices.ts';
import { shiftFrom } from './shift.ts';
import { changeEntry, type WorklistFilter } from './state.ts';

/** What can be done to the list. */
export interface WorklistActions {
  search(query: string): void;
  filter(filter: WorklistFilter): void;
  togglePin(key: string, note: string): void;
  /** Takes a study on, finishes it, or puts it back to unread; {@link undo} takes that back. */
  setCare(key: string, to: CareState): void;
  /** Takes the last change by {@link setCare} back. */
  undo(): void;
  /** Waiting times go on. */
  tick(): void;
}

/** The actions over the worklist of a tab. */
export function worklistActions(
  { worklist, settings, notices }: Pick<Stores, 'worklist' | 'settings' | 'notices'>,
  storage: Pick<AppStorage, 'saveShift'>,
  now: () => number,
): WorklistActions {
  return {
    search: (query) => worklist.setState({ query }),
    filter: (filter) => worklist.setState({ filter }),
    togglePin: (key, note) =>
      changeEntry(worklist, key, (entry) => ({
        ...entry,
        pin: entry.pin === null ? { note, pinnedAt: ms(now()) } : null,
      })),
    setCare: (key, to) => {
      const entry = worklist.getState().entries.get(key);
      if (entry === undefined || careState(entry.care) === to) return;
      const signed = { at: ms(now()), by: settings.getState().initials };
      worklist.setState(({ careChanges }) => ({
        careChanges: [...careChanges, { key, before: entry.care, to }],
      }));
      changeEntry(worklist, key, (now) => ({ ...now, care: careAfter(now.care, to, signed) }));
      notice(notices, { kind: 'care', number: entry.number, to });
    },
    undo: () => {
      const last = worklist.getState().careChanges.at(-1);
      if (last === undefined) return;
      worklist.setState(({ careChanges }) => ({ careChanges: careChanges.slice(0, -1) }));
      changeEntry(worklist, last.key, (entry) => ({ ...entry, care: last.before }));
      const number = worklist.getState().entries.get(last.key)?.number;
      if (number !== undefined) notice(notices, { kind: 'undone', number });
    },
    tick: () => {
      worklist.setState(({ shift }) => ({ now: ms(now()), shift: shiftFrom(shift, now()) }));
      void storage.saveShift(worklist.getState().shift);
    },
  };
}
