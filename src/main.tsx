import {
  AppError,
  defaultModelFolder,
  isModelFolder,
  parseEngineKind,
  STAND_IN_MODEL,
} from '#base';
import { openGuard, startRecorder } from '#guard';
import { collectSources } from '#intake';
import {
  browserAudit,
  browserStorage,
  browserTabs,
  chosenBefore,
  createApp,
  fetchSite,
} from '#store';
import { languageOf, speak } from '#texts';
import { mountApp, mountWall } from '#ui';
import { createAnalysisService } from '#workers';

// First of all: nothing is requested, or refused, unseen.
const recorder = startRecorder();
let guard: ReturnType<typeof openGuard> | undefined;

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(path).catch(() => null);
  return response?.ok === true ? response.json().catch(() => null) : null;
}

const isThere = async (folder: string): Promise<boolean> =>
  (await fetchJson(`models/${folder}/manifest.json`)) !== null;

/** The folder that models/index.json names as the default, if it is there. */
async function defaultModel(): Promise<string> {
  const named = defaultModelFolder(await fetchJson('models/index.json'));
  return (await isThere(named)) ? named : STAND_IN_MODEL;
}

/** The model's folder name: from the address bar (?model=), else what was chosen here, else the default. */
async function modelName(wanted: string | null, choice: Promise<string>): Promise<string> {
  if (isModelFolder(wanted)) return wanted;
  const usual = defaultModel(); // Most browsers chose none: asked for while their storage opens.
  const chosen = await choice;
  return isModelFolder(chosen) && (await isThere(chosen)) ? chosen : usual;
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new AppError('no-root', 'index.html has no #root.');
  const query = new URLSearchParams(location.search);
  const kept = Promise.all([browserStorage(), fetchJson('config.json')]);
  const choice = kept.then(([storage, site]) => chosenBefore(storage, site));
  const spoken = choice.then(({ language }) => speak(languageOf(language, navigator.languages)));
  if (query.get('view') === 'wall') return spoken.then(() => mountWall(root));
  const forcedEngine = parseEngineKind(query.get('engine'));
  const chosenModel = choice.then(({ model }) => model);
  const model = await modelName(query.get('model'), chosenModel);
  const [storage, siteSettings] = await kept;
  const app = await createApp({
    service: createAnalysisService(),
    collect: collectSources,
    storage,
    tabs: browserTabs(),
    audit: browserAudit,
    now: () => Date.now(),
    onLeaving: (listener) => {
      for (const name of ['beforeunload', 'pagehide']) addEventListener(name, listener);
    },
    siteSettings,
    modelUrl: `models/${model}/`,
    pacs: { address: new URL('dicom-web/', document.baseURI).href, site: fetchSite },
    ...(forcedEngine === null ? {} : { forcedEngine }),
  });
  await spoken; // The first picture is in the right language.
  mountApp(root, app, () => {
    guard ??= openGuard(recorder, import.meta.env.PROD);
    return guard;
  });
  app.loadModel();
  void app.findPacs();
  void app.findFolder();
}

void start();
