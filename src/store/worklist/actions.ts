import { ms } from '#base';
import type { Stores } from '../stores.ts';
import { changeEntry, type WorklistFilter } from './state.ts';

/** What can be done to the list. */
export interface WorklistActions {
  search(query: string): void;
  filter(filter: WorklistFilter): void;
  togglePin(key: string, note: string): void;
  /** Waiting times go on. */
  tick(): void;
}

/** The actions over the worklist of a tab. */
export function worklistActions(
  { worklist }: Pick<Stores, 'worklist'>,
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
    tick: () => worklist.setState({ now: ms(now()) }),
  };
}
