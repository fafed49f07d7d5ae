import { AppError } from '#base';
import type { EngineKind } from '#inference';
import { collectSources } from '#intake';
import { browserStorage, createApp } from '#store';
import { mountApp } from '#ui';
import { createAnalysisService } from '#workers';

const ENGINES: readonly EngineKind[] = ['webgpu', 'webgl', 'native', 'wasm', 'cpu'];
/** The trained model, and what stands in for it where it isn't there; as on the command line. */
const MODELS = ['ich-vgg16', 'tiny'] as const;

/** The model's folder name: from the address bar (?model=), else the first of {@link MODELS} that is served. */
async function modelName(wanted: string | null): Promise<string> {
  if (wanted !== null && /^[\w.-]+$/.test(wanted)) return wanted;
  const [trained, standIn] = MODELS;
  const response = await fetch(`models/${trained}/manifest.json`, { method: 'HEAD' }).catch(
    () => null,
  );
  const isThere = response?.ok === true && response.headers.get('content-type')?.includes('json');
  return isThere === true ? trained : standIn;
}

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new AppError('no-root', 'index.html has no #root.');
  const query = new URLSearchParams(location.search);
  const forcedEngine = ENGINES.find((kind) => kind === query.get('engine'));
  const [storage, model] = await Promise.all([browserStorage(), modelName(query.get('model'))]);
  const app = await createApp({
    service: createAnalysisService(),
    collect: collectSources,
    storage,
    now: () => Date.now(),
    modelUrl: `models/${model}/`,
    ...(forcedEngine === undefined ? {} : { forcedEngine }),
  });
  mountApp(root, app);
  app.loadModel();
}

/** Keeps the app's own files for offline use. A new version waits for the next visit: nothing is swapped in mid-shift. */
function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Without it (a private window, plain http) the app works as long as it is online.
  navigator.serviceWorker.register('./sw.js').catch(() => undefined);
}

void start().then(keepOffline);
