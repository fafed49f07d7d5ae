import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { BROWSER_MODULES } from './scripts/browser-modules.ts';
import { copyModels } from './scripts/vite-copy-models.ts';
import { cornerstoneWorkers } from './scripts/vite-cornerstone.ts';
import { appHeaders } from './scripts/vite-headers.ts';
import { thirdPartyNotices } from './scripts/vite-notices.ts';
import { offlineWorker } from './scripts/vite-offline.ts';
import { sampleStudies } from './scripts/vite-samples.ts';
import { SHARED_MODULES } from './scripts/vite-shared.ts';

const notices = thirdPartyNotices();

/**
 * A build is for production whatever the shell that starts it says: NODE_ENV=development would ship React's development build, and
 * two builds of the same sources would differ.
 */
function forProduction(command: 'build' | 'serve'): void {
  if (command === 'build') process.env.NODE_ENV = 'production';
}

export default defineConfig(({ command }) => {
  forProduction(command);
  return {
    base: './',
    // A file that isn't there is a 404 in development, too, not the page.
    appType: 'mpa',
    plugins: [
      appHeaders(),
      sampleStudies(),
      react(),
      cornerstoneWorkers(),
      copyModels(),
      notices.inPage,
      offlineWorker(),
    ],
    worker: { format: 'es', plugins: () => [notices.inWorkers] },
    // With what workers need: a dependency that is found late reloads the page.
    optimizeDeps: { entries: ['index.html', 'src/**/*.worker.ts'] },
    resolve: { alias: BROWSER_MODULES },
    build: {
      target: 'es2023',
      sourcemap: false,
      chunkSizeWarningLimit: 1200,
      assetsInlineLimit: 0,
      // Every browser of that year knows modulepreload.
      modulePreload: { polyfill: false },
      rollupOptions: {
        // They do nothing when they are loaded: else the page would have them because a door names what uses them.
        treeshake: {
          moduleSideEffects: [
            {
              test: /node_modules.(?:dicom-parser|fflate)|src.(?:base|texts|dicom|imaging|triage|labels|evaluation|adaptation|store|workers.(?:index|page)).*ts$/,
              sideEffects: false,
            },
          ],
        },
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'shared',
                test: SHARED_MODULES,
              },
            ],
          },
        },
      },
    },
  };
});
