import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

// The strict headers the app is served with live in scripts/headers.ts; dev and preview use the same ones.
import { securityHeaders } from './scripts/headers.ts';
import { copyModels } from './scripts/vite-copy-models.ts';
import { cornerstoneWorkers } from './scripts/vite-cornerstone.ts';

/** Nothing bigger is on the offline list; model shards are at most 4 MiB. */
const LARGEST_OFFLINE_FILE = 5 * 1024 * 1024;

export default defineConfig({
  base: './',
  plugins: [
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
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
  preview: { headers: securityHeaders() },
});
