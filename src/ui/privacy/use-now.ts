import { useSyncExternalStore } from 'react';

/** What a part of the guard says now, and whenever it changes. */
export function useNow<T>(part: {
  readonly getState: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}): T {
  return useSyncExternalStore(part.subscribe, part.getState);
}
