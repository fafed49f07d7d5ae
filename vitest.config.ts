import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium, QUIET_FLAGS, SOFTWARE_GPU_FLAGS } from './scripts/find-browser.mjs';

const executablePath = findChromium();

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // Isolated from other origins, as the app is, so that threads are to be had.
        server: {
          headers: {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
          },
        },
        worker: { format: 'es' },
        optimizeDeps: {
          // Found at once: a dependency discovered in mid-test would reload the page.
          include: [
            '@cornerstonejs/codec-charls/decodewasmjs',
            '@cornerstonejs/codec-openjpeg/decodewasmjs',
            '@cornerstonejs/codec-openjph/wasmjs',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgl',
            '@tensorflow/tfjs-backend-webgpu',
            '@tensorflow/tfjs-converter',
            '@tensorflow/tfjs-core',
            'comlink',
            'dicom-parser',
            'fflate',
            'valibot',
          ],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: [...QUIET_FLAGS, ...SOFTWARE_GPU_FLAGS],
                ...(executablePath === undefined ? {} : { executablePath }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
