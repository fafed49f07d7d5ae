import { createContext, useContext } from 'react';
import { AppError } from '#base';
import type { Guard } from '#guard';
import type { App } from '#store';

/** The app's state, for every component below. */
export const AppContext = createContext<App | null>(null);

/** Opens the guard, for the one place that shows it; null where nothing is guarded: in tests of components. */
export const GuardContext = createContext<(() => Promise<Guard>) | null>(null);

/** The app. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new AppError('no-app', 'A component stands outside AppContext.');
  return app;
}

/** Part of a store. What is picked has to be the same as long as nothing changed. */
export { useStore } from 'zustand/react';
