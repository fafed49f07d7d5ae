import { defineConfig } from '@playwright/test';
import {
  ensureChromium,
  findHeadlessShell,
  PLAIN_DRAWING_FLAGS,
  QUIET_FLAGS,
  SHORT_LIFE_FLAGS,
  SOFTWARE_GPU_FLAGS,
} from './scripts/find-browser.ts';

/** Set E2E_PORT where several checkouts run their tests at once. */
const PORT = Number(process.env.E2E_PORT ?? 4199);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: [['list'], ['json', { outputFile: '.cache/test-reports/e2e.json' }]],
  webServer: {
    command: `node --import tsx scripts/serve.ts --port ${PORT}`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: findHeadlessShell() ?? ensureChromium(),
      args: [...QUIET_FLAGS, ...SOFTWARE_GPU_FLAGS, ...PLAIN_DRAWING_FLAGS, ...SHORT_LIFE_FLAGS],
    },
    // A trace of every test costs much of its time. Without retries: `npx playwright test e2e/x.spec.ts --trace on`.
    trace: 'on-first-retry',
    // It fetches, hashes and keeps the whole app beside every test's first seconds. Tests that need it, or reload, allow it.
    serviceWorkers: 'block',
  },
});
