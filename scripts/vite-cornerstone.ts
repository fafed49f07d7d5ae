import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PACKAGE = 'cornerstone-wado-image-loader';
const FOLDER = fileURLToPath(
  new URL(`../node_modules/${PACKAGE}/dist/dynamic-import/`, import.meta.url),
);
/** Not its decoders in JavaScript (610, 888): it would fetch them for JPEG alone. */
const WORKER = 'index.worker.min.worker.js';

/**
 * Takes the loader's build that fetches its worker as a file: the default build starts it from a blob:, which the
 * Content-Security-Policy forbids. It looks for it beside the page's last script: assets/ when built, /src/ in
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
        if (name !== WORKER) return next();
        response.setHeader('content-type', 'text/javascript');
        response.end(readFileSync(FOLDER + WORKER));
      });
    },
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: `assets/${WORKER}`,
        source: readFileSync(FOLDER + WORKER),
      });
    },
  };
}
