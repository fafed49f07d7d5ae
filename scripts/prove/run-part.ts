import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from '../find-browser.ts';
import { ROOT } from '../promises/read-promises.ts';
import { runCommand, type Stop } from '../run-command.ts';
import type { TestPart } from './parts.ts';
import { type Ran, testsOf } from './reports.ts';

/** Where Playwright's own configuration puts its report. */
const E2E_REPORT = '.cache/test-reports/e2e.json';

/** The script behind a package's command. */
const BINS: Readonly<Record<string, string>> = {
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

/** What came of a part: what ran, and why not all did. */
export interface PartRun {
  readonly ran: readonly Ran[];
  readonly seconds: number;
  readonly why: string | null;
}

/** Runs the tests of a part. What left no report is said to have broken off. */
export async function runPart(
  { name, runner, command }: TestPart,
  seconds: number,
  report: string,
  hold: (stop: Stop) => void,
): Promise<PartRun> {
  const [bin = '', ...args] = command;
  const at = runner === 'e2e' ? E2E_REPORT : report;
  rmSync(at, { force: true });
  console.log(`\n=== ${name} ===`);
  if (runner !== 'unit') ensureChromium();
  // Playwright ends by itself before it is ended, and says in its report what did not come to run.
  const own = runner === 'e2e' ? ['--global-timeout', `${Math.max(1, seconds - 15) * 1000}`] : [];
  const ended = await runCommand(
    [process.execPath, join(ROOT, BINS[bin] ?? bin), ...args, ...own.map(String)],
    { seconds, hold },
  );
  if (existsSync(at)) {
    const ran = testsOf(JSON.parse(readFileSync(at, 'utf8')));
    return { ran, seconds: ended.seconds, why: ended.why };
  }
  const why = ended.why ?? `left no report and ended with ${ended.status ?? ended.said}`;
  return { ran: [], seconds: ended.seconds, why };
}
