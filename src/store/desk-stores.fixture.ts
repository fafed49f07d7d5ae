import { createHistoryStore } from './history/state.ts';
import { createMeasurementsStore } from './measurements/state.ts';
import { createReadingStore } from './reading/state.ts';
import { createSettingsStore } from './settings/state.ts';
import { createVerdictsStore } from './verdicts/state.ts';
import { createNoticesStore } from './worklist/notices.ts';
import { createWorklistStore } from './worklist/state.ts';

/** The stores that acts at the desk change, empty, of a tab of these settings whose shift began at 0. */
export const deskStores = (settings: Readonly<Record<string, unknown>>) => ({
  worklist: createWorklistStore(0),
  settings: createSettingsStore({ version: 1, ...settings }),
  notices: createNoticesStore(),
  history: createHistoryStore(),
  measurements: createMeasurementsStore([]),
  reading: createReadingStore(),
  verdicts: createVerdictsStore([]),
});
