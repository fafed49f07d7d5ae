import { type EngineKind, isRecord, ms } from '#base';
import type { Given, SourceEvent } from '#intake';
import { namedTypes } from '#triage';
import type { AnalysisService } from '#workers';
import { type AnalysisActions, analysisActions } from './analysis/actions.ts';
import { decideAnew } from './analysis/at-point.ts';
import { type AnalysisQueue, createAnalysisQueue } from './analysis/queue.ts';
import { createEngineStore, followService } from './analysis/state.ts';
import { type AuditActions, type AuditPort, auditActions } from './audit/actions.ts';
import { type ExportActions, lazyExportActions } from './export/lazy-actions.ts';
import { type FolderActions, folderActions } from './folder/actions.ts';
import { createFolderStore } from './folder/state.ts';
import { type HistoryActions, historyActions } from './history/actions.ts';
import { createHistoryStore } from './history/state.ts';
import { type IntakeActions, intakeActions } from './intake/actions.ts';
import { createIntake } from './intake/intake-run.ts';
import { createIntakeStore } from './intake/state.ts';

import { intakeTurns } from './intake/turns.ts';
import { type MeasurementActions, measurementActions } from './measurements/actions.ts';
import { createMeasurementsStore } from './measurements/state.ts';
import { type ModelActions, modelActions } from './models/actions.ts';
import { createModelsStore } from './models/state.ts';
import { type PacsActions, type PacsPort, pacsActions } from './pacs/actions.ts';
import { createPacsStore } from './pacs/state.ts';
import { type ReadingActions, readingActions } from './reading/actions.ts';
import { type KeyPictures, keyPictures } from './reading/key-pictures.ts';
import { type SliceActions, sliceActions } from './reading/slice-actions.ts';
import { createReadingStore } from './reading/state.ts';
import { createArrivals, createRecall } from './recall.ts';
import { type SettingsActions, settingsActions } from './settings/actions.ts';
import type { ReadSettings } from './settings/settings-file.ts';
import { shareSettings } from './settings/share-settings.ts';
import { capOf } from './settings/site-choices.ts';
import { readSiteSettings } from './settings/site-settings.ts';
import { createSettingsStore } from './settings/state.ts';
import { steadyStorage } from './steady-storage.ts';
import type { AppStorage } from './storage.ts';
import type { ReadableStores, Stores } from './stores.ts';
import { lazyVerdictActions, type VerdictActions } from './verdicts/lazy-actions.ts';
import { isHiddenStudy, shownStores } from './verdicts/shown.ts';
import { createVerdictsStore } from './verdicts/state.ts';
import { byClockSoon, type WorklistActions, worklistActions } from './worklist/actions.ts';
import { keepRows } from './worklist/keep-rows.ts';
import { restoredEntries } from './worklist/kept-rows.ts';
import { mergeStudies } from './worklist/merge-studies.ts';
import { createNoticesStore, type NoticesStore, noticeFlagged } from './worklist/notices.ts';
import { shareNumbers, type TabChannel } from './worklist/numbers.ts';
import { rowState } from './worklist/row-state.ts';
import { lastSeenIn, shiftFrom } from './worklist/shift.ts';
import { followShift, type SignActions, signActions } from './worklist/sign.ts';
import { createWorklistStore, studiesLacking } from './worklist/state.ts';
import { resultOf, type StudyEntry } from './worklist/study-entry.ts';

/** Everything outside that the app's state works with. */
export interface AppPorts {
  readonly service: AnalysisService;
  readonly collect: (given: Given, signal: AbortSignal) => AsyncIterable<SourceEvent>;
  readonly storage: AppStorage;
  readonly now: () => number;
  /** Folder of the model package. */
  readonly modelUrl: string;
  /** The site's own settings, the content of config.json; null or absent where there is none. */
  readonly siteSettings?: unknown;
  /** Where a PACS may answer, on the app's own origin; none in tests that need none. */
  readonly pacs?: PacsPort;
  /** Where the audit log lies; nothing is logged without. */
  readonly audit?: AuditPort;
  /** To this browser's other tabs; none in tests of one tab. */
  readonly tabs?: TabChannel;
  /** `listener` hears that the page may be gone the next moment: what waits to be kept is written. */
  readonly onLeaving?: (listener: () => void) => void;
  /** From the address bar: no other engine is tried. */
  readonly forcedEngine?: EngineKind;
}

/** The app's state, to read, and all that can be done to it. Knows no React. */
export interface App
  extends ReadableStores,
    WorklistActions,
    SignActions,
    AnalysisActions,
    ModelActions,
    IntakeActions,
    ReadingActions,
    SliceActions,
    KeyPictures,
    ExportActions,
    PacsActions,
    FolderActions,
    MeasurementActions,
    VerdictActions,
    HistoryActions,
    SettingsActions,
    AuditActions {}

/** The app of this tab, with what was kept from earlier ones. */
export async function createApp(given: AppPorts): Promise<App> {
  const { service, now } = given;
  const notices = createNoticesStore();
  const storage = steadyStorage(given.storage, (trouble) =>
    notices.setState(({ setAside }) => ({ setAside: [...setAside, trouble] })),
  );
  const ports = { ...given, storage };
  const site = await readSiteSettings(ports.siteSettings);
  const stores = await keptStores(ports, site, notices);
  const { worklist, intake } = stores;
  const numbers = shareNumbers(worklist, ports.tabs, { of: storage.seal });
  const arrivals = createArrivals(createRecall(stores, { of: storage.seal }), (studies) => {
    const { entries, shift } = worklist.getState();
    const merged = mergeStudies(entries, studies, shift, ms(now()), numbers.elsewhere);
    const { lastNumber } = merged;
    worklist.setState({ entries: merged.entries, shift: { ...shift, lastNumber } });
    numbers.tell(entries);
    for (const key of merged.reopened) {
      const number = merged.entries.get(key)?.number ?? 0;
      notices.setState({ latest: { kind: 'care', number, to: 'unread' } });
    }
    queue.requeue(...merged.changed);
    queue.pump();
    const keys = studies.map(({ key }) => key);
    void import('./analysis/recheck.ts').then(({ recheck }) =>
      recheck({ ...stores, storage }, keys),
    );
  });
  const files = createIntake({
    headers: service.headers,
    intake,
    now,
    onStudies: arrivals.take,
    onRenewed: (sourceIds) => {
      queue.requeue(...studiesLacking(worklist.getState(), sourceIds));
      queue.pump();
    },
  });
  const pictures = keyPictures(service.slices, files.sources);
  const queue = createAnalysisQueue({
    ...stores,
    service: service.queue,
    storage,
    sources: files.sources,
    replacing: files.replacing,
    isSettled: files.isSettled,
    now,
    onResult: (entry, _result, fresh) => {
      if (!isHiddenStudy(stores, entry.key)) tellOf(entry, fresh, stores.notices);
      pacs.onResult(entry);
    },
  });
  const turns = intakeTurns(files, queue.pump);
  const pacs = pacsActions(stores, ports.pacs, {
    service,
    sources: files.sources,
    seal: storage.seal,
    give: (events, signal) => turns.take(() => events, signal),
    now,
  });
  const folder = folderActions(stores, storage, {
    give: (events, signal, how) => turns.take(() => events, signal, how),
    lost: files.lost,
    now,
  });
  const audit = auditActions(ports.audit, stores, { of: storage.seal }, now);
  followService(stores.engine, service.engine);
  goOnWhenReady(stores, queue);
  const writeRows = keepRows(storage, stores, now);
  ports.onLeaving?.(writeRows);
  followCap(stores);

  const list = worklistActions(stores, storage, now);
  const shown = shownStores(stores);
  const asShown = { ...ports, shown: shown.worklist };
  const readingRoom = readingActions(asShown, stores, queue);
  const verdicts = lazyVerdictActions(asShown, stores, { ...list, ...readingRoom });
  const chosen = settingsActions(
    storage,
    site.settings,
    [turns.stop, arrivals.forget, files.clear, pacs.forget, folder.forget, pictures.forget],
    stores,
    queue,
    {
      begins: () => audit.wasDone({ action: 'erased' }),
      ended: () => ports.tabs?.say({ cleared: true }),
    },
  );
  // No tab keeps what another has deleted: it would lie there again, under a seal that is no more.
  ports.tabs?.hear((message) => {
    if (isRecord(message) && message.cleared === true) void chosen.clearedElsewhere();
  });
  shareSettings(stores.settings, storage, ports.tabs, { ...chosen, ...verdicts });
  followShift(stores);
  if (ports.tabs !== undefined) joinTabs(stores, ports.tabs, storage);
  return {
    ...stores,
    ...shown,
    ...audit,
    ...list,
    ...signActions(stores),
    ...analysisActions(ports, stores, queue),
    ...modelActions({ ...ports, sources: files.sources }, stores, queue),
    ...intakeActions(ports, turns, stores),
    ...readingRoom,
    ...sliceActions(service.slices, service.queue, files.sources),
    ...lazyExportActions(ports, { ...stores, ...shown }, files.sources),
    keyPicture: pictures.keyPicture,
    keyPictureId: pictures.keyPictureId,
    readyKeyPicture: pictures.readyKeyPicture,
    ...pacs.actions,
    ...folder.actions,
    ...measurementActions(ports, stores),
    ...verdicts,
    ...historyActions(ports, stores),
    ...chosen,
  };
}

async function keptStores(
  { storage, now, modelUrl }: AppPorts,
  site: ReadSettings,
  notices: NoticesStore,
): Promise<Stores> {
  const shift = await storage.shift();
  const worklist = createWorklistStore(now(), shiftFrom(shift, now()));
  worklist.setState({ entries: restoredEntries(await storage.rows(), await storage.results()) });
  void byClockSoon(worklist, lastSeenIn(shift) ?? now(), now());
  const verdicts = createVerdictsStore(await storage.verdicts());
  const measurements = createMeasurementsStore(await storage.measurements());
  // Last: what was read is then let go of.
  const aside = await storage.setAside();
  notices.setState(({ setAside }) => ({
    setAside: [...setAside, ...aside],
    siteProblems: site.problems,
  }));
  return {
    settings: createSettingsStore(await storage.settings(), site.settings),
    engine: createEngineStore(),
    models: createModelsStore(modelUrl),
    intake: createIntakeStore(),
    pacs: createPacsStore(),
    folder: createFolderStore(),
    worklist,
    reading: createReadingStore(),
    verdicts,
    measurements,
    history: createHistoryStore(),
    notices,
  };
}

/** From soon after the start on; what was done before is kept, and put together there. Where its code can't be fetched that is all. */
function joinTabs(stores: Stores, tabs: TabChannel, storage: AppStorage): void {
  import('./tabs/share-work.ts').then(
    ({ shareWork }) => shareWork(stores, tabs, { of: storage.seal }, storage),
    () => undefined,
  );
}

/** The ranking goes by the cap that is set. */
function followCap({ settings, worklist }: Stores): void {
  const follow = (): void => {
    const cap = capOf(settings.getState());
    if (worklist.getState().cap !== cap) worklist.setState({ cap });
  };
  follow();
  settings.subscribe(follow);
}

/** Once it is settled whether there is an engine, the queue goes on and kept results are decided at the point that is set; the one that is ready is tried first next time. */
function goOnWhenReady(stores: Stores, queue: AnalysisQueue): void {
  const { engine, settings, models } = stores;
  engine.subscribe((state) => {
    if (state.phase === 'ready') {
      const { engines } = settings.getState();
      const { current } = models.getState();
      if (typeof current === 'string') {
        settings.setState({ engines: { ...engines, [current]: state.kind } });
      }
      decideAnew(stores);
    }
    if (state.phase === 'ready' || state.phase === 'failed') queue.pump();
  });
}

function tellOf(entry: StudyEntry, fresh: boolean, notices: NoticesStore): void {
  const findings = resultOf(entry)?.findings;
  if (!fresh || findings === undefined || rowState(entry) !== 'flagged') return;
  noticeFlagged(notices, entry.key, namedTypes(findings));
}
