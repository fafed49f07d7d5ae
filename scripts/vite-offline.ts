import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { writeServiceWorker } from './offline/write-service-worker.ts';

/** Takes the place of a built app's service worker where that app was served from this address before: lets go of everything. */
const LETS_GO = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
  for (const tab of await clients.matchAll({ type: 'window' })) await tab.navigate(tab.url);
})()));
`;

/** Writes the service worker when all else is in place; in development, one that gives the page back to the server. */
export function offlineWorker(): Plugin {
  let outDir = 'dist';
  return {
    name: 'offline-worker',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '').split('?')[0] !== '/sw.js') return next();
        response.setHeader('content-type', 'text/javascript');
        response.setHeader('cache-control', 'no-cache');
        response.end(LETS_GO);
      });
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (this.meta.watchMode) return;
        const { version, files } = await writeServiceWorker(outDir);
        this.info(`offline: version ${version}, ${Object.keys(files).length} files`);
      },
    },
  };
}
