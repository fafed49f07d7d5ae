import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGE = 'cornerstone-wado-image-loader';
const FOLDER = fileURLToPath(
  new URL(`../node_modules/${PACKAGE}/dist/dynamic-import/`, import.meta.url),
);
const WORKERS = readdirSync(FOLDER).filter((name) => name.endsWith('.worker.js'));

/**
 * Takes the loader's build that fetches its workers as files: the default build starts them from a blob:, which the
 * Content-Security-Policy forbids. It looks for them beside the page's last script: assets/ when built, /src/ in
 * development. Its codecs (.wasm) are left out: they need `new Function`, and our own worker has unpacked the pixels.
 */
export function cornerstoneWorkers(): Plugin {
  return {
    name: 'cornerstone-workers',
    config: () => ({
      resolve: {
        alias: { [PACKAGE]: `${PACKAGE}/dist/dynamic-import/cornerstoneWADOImageLoader.min.js` },
      },
    }),
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = basename((request.url ?? '').split('?')[0] ?? '');
        if (!WORKERS.includes(name)) return next();
        response.setHeader('content-type', 'text/javascript');
        response.end(readFileSync(FOLDER + name));
      });
    },
    generateBundle() {
      for (const name of WORKERS) {
        this.emitFile({
          type: 'asset',
          fileName: `assets/${name}`,
          source: readFileSync(FOLDER + name),
        });
      }
    },
  };
}
