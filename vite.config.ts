import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { copyModels } from './scripts/vite-copy-models.ts';
import { cornerstoneWorkers } from './scripts/vite-cornerstone.ts';
import { appHeaders } from './scripts/vite-headers.ts';
import { sampleStudies } from './scripts/vite-samples.ts';

/** Nothing bigger is on the offline list; model shards are at most 4 MiB. */
const LARGEST_OFFLINE_FILE = 5 * 1024 * 1024;

export default defineConfig({
  base: './',
  // A file that isn't there is a 404 in development, too, not the page.
  appType: 'mpa',
  plugins: [
    appHeaders(),
    sampleStudies(),
    react(),
    cornerstoneWorkers(),
    copyModels(),
    VitePWA({
      // A new version waits until the reader reloads: nothing is swapped in the middle of a shift.
      registerType: 'prompt',
      injectRegister: null,
      manifest: {
        name: 'ICH Triage (research software)',
        short_name: 'ICH Triage',
        description:
          'Ranks head CT by probable intracranial hemorrhage. No patient data leaves the tab.',
        start_url: './',
        display: 'standalone',
        background_color: '#0b0d10',
        theme_color: '#0b0d10',
        icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,json,bin,md}'],
        globIgnores: ['samples/**'],
        maximumFileSizeToCacheInBytes: LARGEST_OFFLINE_FILE,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  worker: { format: 'es' },
  // With what workers need: a dependency that is found late reloads the page.
  optimizeDeps: { entries: ['index.html', 'src/**/*.worker.ts'] },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
});
