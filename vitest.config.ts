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

const BROWSER_FILES = ['src/**/*.browser.test.ts'];
const UNIT_FILES = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'];

/**
 * Tests of layers that keep nothing between two calls and replace no module, clock or global: no file can see that another ran before. Not
 * those that count what is loaded or inflated, or speak another language.
 */
const STATELESS = [
  'adaptation,audit,base,baselines,dicom,evaluation,imaging,measure,pipeline,simulation,triage,validation,verdicts',
].map((layers) => `src/{${layers}}/**/!(wasm-codec|read-headers|german-errors).test.{ts,tsx}`);

/**
 * Tests of layers that set nothing of their process: each file in a thread, which takes two thirds of the time to start. Not those that are in
 * another time zone, of which a process has one.
 */
const IN_THREADS = [
  'datasets,dicomweb,engine,inference,intake,queue,report,store,texts,ui,viewport,workers',
].map((layers) => `src/{${layers}}/**/!(daylight-saving|result-files).test.{ts,tsx}`);

const UNIT = {
  environment: 'node' as const,
  globalSetup: ['src/cli/services/bundle-setup.fixture.ts'],
  testTimeout: 60_000,
  // What is waited for comes late on a machine that others load, and is no less right: Vitest's own second is a timed test.
  expect: { poll: { timeout: 45_000 } },
  // Vitest leaves a core free, which of two is half: services, queues and watches wait more than they work.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};

declare module 'vitest' {
  export interface ProvidedContext {
    readonly transferSyntaxSuite: { readonly url: string; readonly files: readonly string[] };
  }
}

export default defineConfig({
  test: {
    projects: [
      { test: { ...UNIT, name: 'unit', include: UNIT_FILES, exclude: BROWSER_FILES } },
      // The same in three parts, for the whole: files of the first share their modules, those of the second a process.
      {
        test: {
          ...UNIT,
          name: 'unit-stateless',
          include: STATELESS,
          exclude: BROWSER_FILES,
          isolate: false,
        },
      },
      {
        test: {
          ...UNIT,
          name: 'unit-threads',
          include: IN_THREADS,
          exclude: BROWSER_FILES,
          pool: 'threads',
        },
      },
      {
        test: {
          ...UNIT,
          name: 'unit-rest',
          include: UNIT_FILES,
          exclude: [...BROWSER_FILES, ...STATELESS, ...IN_THREADS],
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
