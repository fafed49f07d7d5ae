import { useCallback, useSyncExternalStore } from 'react';

/** What was asked for before: each row of a list that asks anew would have the browser parse the query again. */
const lists = new Map<string, MediaQueryList>();

function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? matchMedia(query);
  lists.set(query, list);
  return list;
}

/** Whether the window is as a media query says, now and from now on. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = listOf(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => listOf(query).matches);
}

/** Beside an open study the worklist is a rail. */
export const FOLDS_WORKLIST = '(max-width: 1260px)';
/** Several images side by side need the worklist's room, too. */
export const FOLDS_WORKLIST_FOR_PANES = '(max-width: 2200px)';
/** A table of studies has no room. */
export const STACKS_ROWS = '(max-width: 1000px)';
/** The same beside the list of the PACS. */
export const STACKS_ROWS_BESIDE_PACS = '(max-width: 1600px)';
/** The findings are a drawer over the image. */
export const FOLDS_FINDINGS = '(max-width: 1020px)';
/** The bar of an open study has room for the number of new flags alone. */
export const ALERTS_IN_SHORT = '(max-width: 1360px)';
