import { createContext, useContext, useSyncExternalStore } from 'react';
import { AppError } from '#base';
import type { App } from '#store';

/** The app's state, for every component below. */
export const AppContext = createContext<App | null>(null);

/** The app. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new AppError('no-app', 'A component stands outside AppContext.');
  return app;
}

interface Readable<T> {
  getState(): T;
  subscribe(listener: () => void): () => void;
}

/** Part of a store. `select` gives something that is the same as long as nothing changed. */
export function useStore<T, S>(store: Readable<T>, select: (state: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
