import type { App, ReadingState, Settings } from '#store';
import { liveValue } from './live-value.ts';

/** As much of the app as a component of the reading room needs, with stores that can be set; what it toggles it toggles. */
export function fakeApp(given: Partial<ReadingState> = {}) {
  const reading = liveValue({ measuring: false, ...given } as ReadingState);
  const app = {
    reading,
    settings: liveValue({ theme: 'dark', characterKeys: true, shortcuts: {} } as Settings),
    toggle: (what: keyof ReadingState, on?: boolean) => {
      const now = reading.getState();
      reading.set({ ...now, [what]: on ?? now[what] !== true });
    },
  } as unknown as App;
  return { app, reading };
}
