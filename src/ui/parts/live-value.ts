/** A value that components read by useStore. */
export interface LiveValue<T> {
  getState(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

/**
 * Holds what is told from outside of React. Unlike useState, whose news from a timer or a promise may be rendered in a later task and
 * so a frame later, what reads a store is rendered in the task that changes it.
 */
export function liveValue<T>(first: T): LiveValue<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    getState: () => value,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
