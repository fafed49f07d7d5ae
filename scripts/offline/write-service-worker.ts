import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { type ListedRelease, listRelease } from './list-release.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Writes sw.js beside a built app: the service worker with the list of all files that are there now. */
export async function writeServiceWorker(folder: string): Promise<ListedRelease> {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const release = listRelease(folder, version);
  const built = await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'error',
    define: { RELEASE: JSON.stringify(release) },
    build: {
      write: false,
      target: 'es2023',
      rollupOptions: {
        // The doors of layers name more than this uses.
        treeshake: { moduleSideEffects: false },
        input: join(ROOT, 'src/guard/worker/service-worker.ts'),
        // A classic script: not every browser takes a module as a service worker.
        output: { format: 'iife' },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) =>
    'output' in each ? each.output : [],
  );
  const [chunk, ...more] = outputs;
  if (chunk?.type !== 'chunk' || more.length > 0) {
    throw new Error('The service worker must be one file.');
  }
  writeFileSync(join(folder, 'sw.js'), chunk.code);
  return release;
}
