import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { BROWSER_MODULES } from './scripts/browser-modules.ts';
import {
  findChromium,
  PLAIN_DRAWING_FLAGS,
  QUIET_FLAGS,
  SOFTWARE_GPU_FLAGS,
} from './scripts/find-browser.ts';
import { ISOLATION_HEADERS } from './scripts/headers.ts';

const executablePath = findChromium();

/** Real files in every transfer syntax, where they are at hand; the tests that use them skip themselves elsewhere. */
const SHARED = fileURLToPath(new URL('../shared/data', import.meta.url));
const SUITE = `${SHARED}/dicom/by-transfer-syntax`;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly transferSyntaxSuite: { readonly url: string; readonly files: readonly string[] };
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.browser.test.ts'],
          globalSetup: ['src/cli/services/bundle-setup.fixture.ts'],
          testTimeout: 60_000,
          // What is waited for comes late on a machine that others load, and is no less right: Vitest's own second is a timed test.
          expect: { poll: { timeout: 45_000 } },
          // Vitest leaves a core free, which of two is half: services, queues and watches wait more than they work.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        // Isolated from other origins, as the app is, so that threads are to be had.
        server: {
          fs: { allow: ['.', SHARED] },
          headers: ISOLATION_HEADERS,
        },
        worker: { format: 'es' },
        resolve: { alias: BROWSER_MODULES },
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
            'cornerstone-core',
            'csv-parse/browser/esm/sync',
            'cornerstone-wado-image-loader/dist/cornerstoneWADOImageLoaderNoWebWorkers.bundle.min.js',
            'dicom-parser',
            'fflate',
            'react',
            'react/jsx-dev-runtime',
            'react-dom/client',
            'valibot',
          ],
        },
        test: {
          name: 'browser',
          provide: {
            transferSyntaxSuite: {
              url: `/@fs${SUITE}`,
              files: existsSync(SUITE)
                ? readdirSync(SUITE)
                    .filter((name) => name.endsWith('.dcm'))
                    .sort()
                : [],
            },
          },
          include: ['src/**/*.browser.test.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: [...QUIET_FLAGS, ...SOFTWARE_GPU_FLAGS, ...PLAIN_DRAWING_FLAGS],
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
