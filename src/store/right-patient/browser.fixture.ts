import { vi } from 'vitest';
import { messageTurn } from '#base';
import { chosenSeries } from '#dicom';
import { collectSources, type Given } from '#intake';
import { createAnalysisService } from '#workers';
import { fakeWorker } from '../../workers/page/fake-worker.fixture.ts';
import { type App, createApp } from '../app-store.ts';
import { type AppStorage, memoryStorage } from '../storage.ts';
import { heldSlice } from '../worklist/held-study.ts';
import type { KeptRow } from '../worklist/kept-rows.ts';
import type { TabChannel } from '../worklist/numbers.ts';
import { fakeDicom, fakeInference } from './fake-workers.fixture.ts';
import type { Place } from './patients.fixture.ts';

/** What tabs share: what is kept, the clock, and the truth of every file that was ever given. */
export interface Browser {
  readonly storage: AppStorage;
  readonly places: Map<string, Place>;
  /** Files that were given before everything was deleted. */
  readonly forgotten: Set<string>;
  /** Whose a number is, for as long as numbers are not given again. */
  readonly numbers: Map<number, number>;
  /** Of which series a row is kept, by its study. */
  readonly keptSeries: Map<string, number>;
  readonly channel: EventTarget;
  /** What tabs said and the others have not heard yet. */
  unheard: number;
  readonly faults: string[];
  /** How often a study had another of its patient beside it. */
  paired: number;
  now: number;
  /** Between 0 and 1. */
  readonly random: () => number;
}

/** A tab of the app with fake workers. */
export interface Tab {
  readonly app: App;
  crash(which: 'inference' | 'dicom'): void;
  clear(): Promise<void>;
  /** Closed, with whatever it was at. */
  close(): void;
}

/** Lets messages go to and fro, and timers run. */
export async function letRun(ms: number, turns = 12): Promise<void> {
  for (let each = 0; each < turns; each += 1) await messageTurn();
  await vi.advanceTimersByTimeAsync(ms);
}

/** Until the tabs have heard all that was said, and what they said to that. */
export async function letHear(browser: Browser): Promise<void> {
  while (browser.unheard > 0) await messageTurn();
}

/** A browser with nothing kept. The same seed gives the same delays. */
export function newBrowser(seed: number): Browser {
  let state = seed >>> 0;
  return {
    storage: memoryStorage(),
    places: new Map(),
    forgotten: new Set(),
    numbers: new Map(),
    keptSeries: new Map(),
    channel: new EventTarget(),
    unheard: 0,
    faults: [],
    paired: 0,
    now: 1_000_000,
    random: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
  };
}

const dawdler =
  ({ random }: Browser) =>
  async () => {
    for (let left = Math.floor(random() * 4); left > 0; left -= 1) await messageTurn();
  };

/** Which series each study is of that has its images. */
function seriesIn(browser: Browser, app: App | null): ReadonlyMap<string, number> {
  const series = [...(app?.worklist.getState().entries ?? [])].flatMap(([key, { study }]) => {
    const series = study === null ? undefined : chosenSeries(study);
    const file = series === undefined ? undefined : heldSlice(series, 0)?.sourceId;
    const place = browser.places.get(file ?? '');
    return place === undefined ? [] : [[key, place.series] as const];
  });
  return new Map(series);
}

/** The storage as one tab has it: late, in copies, and nothing more is written once the tab is closed. */
function storageOf(browser: Browser, isOpen: () => boolean, app: () => App | null): AppStorage {
  const dawdle = dawdler(browser);
  return new Proxy(browser.storage, {
    get: (target, name) => {
      if (name === 'onLost') return undefined;
      const method = Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>;
      return async (...given: unknown[]) => {
        const copies = structuredClone(given);
        const series = seriesIn(browser, app());
        await dawdle();
        if (isOpen() && name === 'saveRows') {
          for (const { studyKey } of copies[0] as readonly KeptRow[]) {
            const its = series.get(studyKey);
            if (its !== undefined) browser.keptSeries.set(studyKey, its);
          }
        }
        return isOpen() ? structuredClone(await method(...copies)) : new Promise(() => undefined);
      };
    },
  });
}

/** Another tab on a channel hears what one says, a little later. */
function channelOf(browser: Browser, isOpen: () => boolean): TabChannel {
  const own = Symbol('tab');
  const { channel } = browser;
  return {
    say: (message) => {
      const event = Object.assign(new Event('said'), { own, message: structuredClone(message) });
      browser.unheard += 1;
      void messageTurn().then(() => {
        channel.dispatchEvent(event);
        browser.unheard -= 1;
      });
    },
    hear: (listener) =>
      channel.addEventListener('said', (event) => {
        if (isOpen() && Reflect.get(event, 'own') !== own) listener(Reflect.get(event, 'message'));
      }),
  };
}

/** Opens a tab; `watch` is called after every change of its worklist. */
export async function openTab(
  browser: Browser,
  watch: (app: Pick<App, 'worklist' | 'measurements'>) => void,
): Promise<Tab> {
  let open = true;
  let life = 0;
  let opened: App | null = null;
  const own = new Set<string>();
  const dawdle = dawdler(browser);
  const inference = fakeWorker(() => fakeInference(dawdle));
  const dicom = fakeWorker(() => fakeDicom(dawdle));
  const service = createAnalysisService({
    startInferenceWorker: inference.start,
    startDicomWorker: dicom.start,
  });
  async function* collected(given: Given, signal: AbortSignal, begun: number) {
    for await (const event of collectSources(given, signal)) {
      await dawdle();
      if (event.kind === 'sources') {
        for (const { sourceId, path } of event.sources) {
          const [patient = 0, series = 0, slice = 0] = (path.match(/\d+/g) ?? []).map(Number);
          browser.places.set(sourceId, { patient, series, slice });
          own.add(sourceId);
          if (begun !== life) browser.forgotten.add(sourceId);
        }
      }
      yield event;
    }
  }
  const app = await createApp({
    service,
    collect: (given, signal) => collected(given, signal, life),
    storage: storageOf(
      browser,
      () => open,
      () => opened,
    ),
    now: () => {
      browser.now += 7;
      return browser.now;
    },
    modelUrl: 'http://localhost/models/tiny/',
    tabs: channelOf(browser, () => open),
  });
  opened = app;
  const look = () => {
    if (open) watch(app);
  };
  app.worklist.subscribe(look);
  look();
  app.loadModel();
  return {
    app,
    crash: (which) => (which === 'dicom' ? dicom : inference).started.at(-1)?.crash(),
    clear: () => {
      life += 1;
      for (const sourceId of own) browser.forgotten.add(sourceId);
      return app.clearEverything();
    },
    close: () => {
      open = false;
      service.dispose();
    },
  };
}
