import { useCallback, useSyncExternalStore } from 'react';
import type { App } from '#store';
import type { ListRest } from './list-rest.ts';

/** What is told while it is scrolled waits so long at most. */
const HELD_MS = 300;

interface Listed {
  readonly entries: unknown;
}
/** As much of the worklist as is heard. */
interface Heard {
  readonly subscribe: (heard: (now: Listed, before: Listed) => void) => () => void;
}

/** Tells of changes of the studies at once; while the list moves, of several together. Returns the function that ends it. */
export function hearCalmly(
  worklist: Heard,
  rest: Pick<ListRest, 'isMoving'>,
  changed: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tell = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    changed();
  };
  const stop = worklist.subscribe((now, before) => {
    if (now.entries === before.entries) return;
    if (!rest.isMoving()) tell();
    else timer ??= setTimeout(tell, HELD_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}

/**
 * The studies of the list. While it is scrolled, three times a second is often enough: a dozen drawings a second of what an engine says
 * would take the time that the frames of the scroll need.
 */
export function useCalmEntries(worklist: App['worklist'], rest: ListRest) {
  const subscribe = useCallback(
    (changed: () => void) => hearCalmly(worklist, rest, changed),
    [worklist, rest],
  );
  return useSyncExternalStore(subscribe, () => worklist.getState().entries);
}
