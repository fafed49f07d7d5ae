import { ms } from '#base';
import type { Series, Study } from '#dicom';
import type { EngineKind } from '#inference';
import type { Given, SourceEvent } from '#intake';
import type { AnalysisService, SliceExplanation, SliceInput } from '#workers';
import { type AnalysisQueue, createAnalysisQueue } from './analysis/queue.ts';
import { createEngineStore, type EngineStore, followEngine } from './analysis/state.ts';
import { createIntake, type Intake } from './intake/intake-run.ts';
import { createIntakeStore, type IntakeStore } from './intake/state.ts';
import { readingActions } from './reading/actions.ts';
import { createFeedbackStore, type FeedbackStore, type Verdict } from './reading/feedback.ts';
import { sliceActions } from './reading/slice-actions.ts';
import { closedReading, createReadingStore, type ReadingStore } from './reading/state.ts';
import { createSettingsStore, type Settings, type SettingsStore } from './settings/state.ts';
import type { AppStorage } from './storage.ts';
import { mergeStudies, restoredEntries } from './worklist/merge-studies.ts';
import { createNoticesStore, type NoticesStore, noticeFlagged } from './worklist/notices.ts';
import { rowState } from './worklist/selectors.ts';
import { createWorklistStore, type WorklistStore } from './worklist/state.ts';
import { resultOf, type StudyEntry } from './worklist/study-entry.ts';

const ENGINES: readonly EngineKind[] = ['gpu', 'webgpu', 'webgl', 'native', 'wasm', 'cpu'];

/** Everything outside that the app's state works with. */
export interface AppPorts {
  readonly service: AnalysisService;
  readonly collect: (given: Given, signal: AbortSignal) => AsyncIterable<SourceEvent>;
  readonly storage: AppStorage;
  readonly now: () => number;
  /** Folder of the model package. */
  readonly modelUrl: string;
  /** From the address bar: no other engine is tried. */
  readonly forcedEngine?: EngineKind;
}

/** The app's state and all that can be done to it. Knows no React. */
export interface App {
  readonly settings: SettingsStore;
  readonly engine: EngineStore;
  readonly intake: IntakeStore;
  readonly worklist: WorklistStore;
  readonly reading: ReadingStore;
  readonly feedback: FeedbackStore;
  readonly notices: NoticesStore;
  readonly service: AnalysisService;
  /** Call it in the event handler itself: a drop is emptied when the handler returns. */
  open(given: Given): void;
  cancelIntake(): void;
  loadModel(): void;
  pause(): void;
  resume(): void;
  openStudy(key: string): void;
  closeStudy(): void;
  showSlice(index: number): void;
  chooseSeries(key: string, seriesKey: string): void;
  togglePin(key: string, note: string): void;
  giveFeedback(key: string, verdict: Verdict): void;
  change(settings: Partial<Settings>): void;
  /** A slice as the viewport wants it: Explicit VR Little Endian, one frame. */
  loadSlice(series: Series, index: number, signal: AbortSignal): Promise<Uint8Array>;
  /** The exact input tensor of a slice of any series of the study. */
  modelInput(study: Study, series: Series, index: number, signal: AbortSignal): Promise<SliceInput>;
  /** Class maps of a slice; null where the model has none. */
  explain(
    study: Study,
    series: Series,
    index: number,
    signal: AbortSignal,
  ): Promise<SliceExplanation | null>;
  /** Opens the next or previous study in the given order. */
  step(keys: readonly string[], direction: 1 | -1): void;
  /** Forgets every study, result, setting and verdict, in the tab and in the browser. */
  clearEverything(): Promise<void>;
  /** Waiting times go on. */
  tick(): void;
}

type Stores = Pick<
  App,
  'settings' | 'engine' | 'intake' | 'worklist' | 'reading' | 'feedback' | 'notices'
>;

/** The app of this tab, with what was kept from earlier ones. */
export async function createApp(ports: AppPorts): Promise<App> {
  const { service, storage, now } = ports;
  const stores = await keptStores(storage, now);
  const { worklist, intake } = stores;
  const files = createIntake({
    headers: service.headers,
    intake,
    now,
    onStudies: (studies) => {
      const merged = mergeStudies(worklist.getState().entries, studies, ms(now()));
      worklist.setState({ entries: merged.entries });
      for (const key of merged.changed) queue.requeue(key);
      queue.pump();
    },
  });
  const queue = createAnalysisQueue({
    ...stores,
    service: service.queue,
    storage,
    sources: files.sources,
    isSettled: files.isSettled,
    now,
    onResult: (entry, _result, fresh) => tellOf(entry, fresh, stores.notices),
  });
  followEngine(stores.engine, service.engine);
  pumpWhenReady(stores, ports, queue);
  stores.settings.subscribe((next) => void storage.saveSettings(next));

  return {
    ...stores,
    service,
    ...sliceActions(service.slices, files.sources),
    ...intakeActions(ports, files, stores, queue),
    ...readingActions(ports, stores, queue),
    ...tabActions(ports, files, stores, queue),
  };
}

async function keptStores(storage: AppStorage, now: () => number): Promise<Stores> {
  const worklist = createWorklistStore(now());
  worklist.setState({ entries: restoredEntries(await storage.results()) });
  return {
    settings: createSettingsStore(await storage.settings()),
    engine: createEngineStore(),
    intake: createIntakeStore(),
    worklist,
    reading: createReadingStore(),
    feedback: createFeedbackStore(await storage.feedback()),
    notices: createNoticesStore(),
  };
}

/** Once it is settled whether there is an engine, the queue goes on; the one that is ready is tried first next time. */
function pumpWhenReady(
  { engine, settings }: Stores,
  { modelUrl }: AppPorts,
  queue: AnalysisQueue,
): void {
  engine.subscribe((state) => {
    if (state.phase === 'ready') {
      const { engines } = settings.getState();
      settings.setState({ engines: { ...engines, [modelUrl]: state.kind } });
    }
    if (state.phase === 'ready' || state.phase === 'failed') queue.pump();
  });
}

function tabActions(
  { storage, now }: AppPorts,
  files: Intake,
  { worklist, settings, reading, notices, feedback }: Stores,
  queue: AnalysisQueue,
): Pick<App, 'change' | 'pause' | 'resume' | 'clearEverything' | 'tick'> {
  return {
    change: (changes) => {
      const before = settings.getState().operatingPoint;
      settings.setState(changes);
      if (settings.getState().operatingPoint === before) return;
      for (const entry of worklist.getState().entries.values()) {
        if (entry.study !== null) queue.requeue(entry.key);
      }
      queue.pump();
    },
    pause: queue.pause,
    resume: queue.resume,
    clearEverything: async () => {
      queue.stop();
      files.clear();
      reading.setState(closedReading());
      worklist.setState({ entries: new Map(), query: '', filter: 'all' });
      notices.setState({ flaggedUnseen: new Set(), spoken: 'Everything was deleted.' });
      settings.setState(createSettingsStore(null).getState());
      feedback.setState({ byStudy: new Map() });
      await storage.clear();
    },
    tick: () => worklist.setState({ now: ms(now()) }),
  };
}

function intakeActions(
  ports: AppPorts,
  files: Intake,
  { worklist, settings }: Pick<App, 'worklist' | 'settings'>,
  queue: AnalysisQueue,
): Pick<App, 'open' | 'cancelIntake' | 'loadModel'> {
  let stop = new AbortController();
  let last: Promise<void> = Promise.resolve();
  return {
    open: (given) => {
      if (stop.signal.aborted) stop = new AbortController();
      const { signal } = stop;
      const events = ports.collect(given, signal); // Now: a drop's entries are gone later.
      last = last.then(() => files.take(events, signal)).then(queue.pump);
      worklist.setState({ now: ms(ports.now()) });
    },
    cancelIntake: () => stop.abort(),
    loadModel: () => {
      const { forcedEngine, modelUrl } = ports;
      const last = settings.getState().engines[modelUrl];
      const rememberedEngine = ENGINES.find((kind) => kind === last);
      void ports.service.engine.load(modelUrl, {
        ...(forcedEngine === undefined ? {} : { forcedEngine }),
        ...(rememberedEngine === undefined ? {} : { rememberedEngine }),
      });
    },
  };
}

function tellOf(entry: StudyEntry, fresh: boolean, notices: NoticesStore): void {
  const findings = resultOf(entry)?.findings;
  if (!fresh || findings === undefined || rowState(entry) !== 'flagged') return;
  const types = findings.flagged.filter((label) => label !== 'any');
  const what = types.length > 0 ? types.join(', ') : 'hemorrhage';
  noticeFlagged(notices, entry.key, `New flag: probable ${what}.`);
}
