import { decideAnew } from '../analysis/at-point.ts';
import type { AnalysisQueue } from '../analysis/queue.ts';
import { closedReading } from '../reading/state.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { createSettingsStore, type Settings } from './state.ts';

/** What a reader decides once. */
export interface SettingsActions {
  change(settings: Partial<Settings>): void;
  /** What is kept and not used was read about. */
  dismissSetAside(): void;
  /** Forgets every study, result, measurement, setting and verdict, in the tab and in the browser. */
  clearEverything(): Promise<void>;
}

/** The actions over the settings of a tab. */
export function settingsActions(
  storage: Pick<AppStorage, 'clear'>,
  /** What else forgets: files that were read, studies of the PACS. */
  forget: readonly (() => void)[],
  stores: Stores,
  queue: AnalysisQueue,
): SettingsActions {
  const { worklist, settings, engine, reading, notices, feedback, history, measurements } = stores;
  return {
    change: (changes) => {
      const before = settings.getState().operatingPoint;
      settings.setState(changes);
      if (settings.getState().operatingPoint !== before) {
        decideAnew({ worklist, engine, settings });
      }
    },
    dismissSetAside: () => notices.setState({ setAside: [] }),
    clearEverything: async () => {
      queue.stop();
      for (const each of forget) each();
      reading.setState(closedReading());
      worklist.setState({ entries: new Map(), query: '', filter: 'all' });
      history.setState({ done: [], undone: [] });
      measurements.setState({ byStudy: new Map() });
      notices.setState({ flaggedUnseen: new Set(), latest: { kind: 'cleared' }, setAside: [] });
      settings.setState(createSettingsStore(null).getState());
      feedback.setState({ byStudy: new Map() });
      stores.models.setState({ opinions: new Map() });
      await storage.clear();
    },
  };
}
