import { defineConfig } from '@playwright/test';
import { ensureChromium, QUIET_FLAGS, SOFTWARE_GPU_FLAGS } from './scripts/find-browser.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: [['list'], ['json', { outputFile: '.cache/test-reports/e2e.json' }]],
  webServer: {
    command: 'node --import tsx scripts/serve.ts --port 4199',
    url: 'http://localhost:4199/',
    reuseExistingServer: false,
  },
  use: {
    baseURL: 'http://localhost:4199/',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: ensureChromium(),
      args: [...QUIET_FLAGS, ...SOFTWARE_GPU_FLAGS],
    },
    trace: 'retain-on-failure',
  },
});
