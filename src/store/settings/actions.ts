import { decideAnew } from '../analysis/at-point.ts';
import type { AnalysisQueue } from '../analysis/queue.ts';
import { closedReading } from '../reading/state.ts';
import type { AppStorage } from '../storage.ts';
import type { Stores } from '../stores.ts';
import { BY_PRIORITY } from '../worklist/sort-rows.ts';
import type { SettingsProblem } from './settings-file.ts';
import { createSettingsStore, type Settings } from './state.ts';
import { viewName, withView } from './views.ts';

/** What a reader decides once. */
export interface SettingsActions {
  change(settings: Partial<Settings>): void;
  /** Keeps how the list is looked at now under a name, in the place of one of that name. */
  saveView(name: string): void;
  /** Looks at the list as a saved view says. */
  showView(name: string): void;
  deleteView(name: string): void;
  /** Takes the settings of a file's text as far as they are understood; gives what is not. */
  takeSettings(text: string): Promise<readonly SettingsProblem[]>;
  /** What is kept and not used was read about. */
  dismissSetAside(): void;
  /** Forgets every study, result, measurement, setting and verdict, in this tab, in the browser's others and in what it keeps. */
  clearEverything(): Promise<void>;
  /** Another tab did so: this one forgets, too. */
  clearedElsewhere(): Promise<void>;
}

/** The actions over the settings of a tab. */
export function settingsActions(
  storage: Pick<AppStorage, 'clear' | 'clearedElsewhere'>,
  /** What a fresh browser starts with here. */
  site: Readonly<Partial<Settings>>,
  /** What else forgets: files that were read, studies of the PACS. */
  forget: readonly (() => void)[],
  stores: Stores,
  queue: AnalysisQueue,
  /** Hears when all is about to be deleted, by whom is known still, and when it was. */
  clearing: { readonly begins: () => void; readonly ended: () => void },
): SettingsActions {
  const { worklist, settings, engine, reading, notices, verdicts, history, measurements } = stores;
  const change = (changes: Partial<Settings>) => {
    const before = settings.getState();
    settings.setState(changes);
    const { operatingPoint, adaptation } = settings.getState();
    if (operatingPoint !== before.operatingPoint || adaptation !== before.adaptation) {
      decideAnew({ worklist, engine, settings });
    }
  };
  return {
    change,
    takeSettings: async (text) => {
      const { readSettingsText } = await import('./settings-file.ts');
      const { settings: taken, problems } = readSettingsText(text);
      change('initials' in taken ? { ...taken, initialsAsked: 0 } : taken);
      return problems;
    },
    saveView: (name) => {
      const { filter, sort } = worklist.getState();
      const { density, hiddenColumns, views } = settings.getState();
      const view = { name: viewName(name), filter, sort, density, hiddenColumns };
      settings.setState({ views: withView(views, view) });
    },
    showView: (name) => {
      const view = settings.getState().views.find((one) => one.name === name);
      if (view === undefined) return;
      worklist.setState({ filter: view.filter, sort: view.sort });
      settings.setState({ density: view.density, hiddenColumns: view.hiddenColumns });
    },
    deleteView: (name) =>
      settings.setState(({ views }) => ({ views: views.filter((view) => view.name !== name) })),
    dismissSetAside: () => notices.setState({ setAside: [], siteProblems: [] }),
    clearEverything: async () => {
      clearing.begins();
      forgetHere();
      await storage.clear();
      clearing.ended();
    },
    clearedElsewhere: () => {
      forgetHere();
      return storage.clearedElsewhere();
    },
  };

  function forgetHere(): void {
    queue.stop();
    for (const each of forget) each();
    reading.setState(closedReading());
    worklist.setState({ entries: new Map(), query: '', filter: 'all', sort: BY_PRIORITY });
    history.setState({ done: [], undone: [] });
    measurements.setState({ byStudy: new Map() });
    notices.setState({
      flaggedUnseen: new Set(),
      latest: { kind: 'cleared' },
      done: null,
      setAside: [],
      siteProblems: [],
    });
    settings.setState(createSettingsStore(null, site).getState());
    verdicts.setState({ byStudy: new Map() });
    stores.models.setState({ opinions: new Map() });
  }
}
