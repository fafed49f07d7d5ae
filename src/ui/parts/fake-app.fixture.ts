import { createStore } from 'zustand/vanilla';
import type { App, ReadingState, Settings } from '#store';

/** As much of the app as a component of the reading room needs, with stores that can be set; what it toggles it toggles. */
export function fakeApp(given: Partial<ReadingState> = {}) {
  const reading = createStore<ReadingState>(() => ({ tool: 'window', ...given }) as ReadingState);
  const app = {
    reading,
    settings: createStore(
      () => ({ theme: 'dark', characterKeys: true, shortcuts: {} }) as Settings,
    ),
    toggle: (what: keyof ReadingState, on?: boolean) => {
      reading.setState((now) => ({ [what]: on ?? now[what] !== true }));
    },
  } as unknown as App;
  return { app, reading };
}
