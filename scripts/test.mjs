/**
 * `npm test`: types, lint, unit tests, browser tests, end-to-end tests on the built app. Stops at the first part that
 * fails, says which, and ends with one line of totals. `npm test -- unit e2e` runs those parts alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './find-browser.mjs';

const REPORTS = '.cache/test-reports';

const PARTS = [
  { name: 'types', command: ['npx', 'tsc', '-b'] },
  { name: 'lint', command: ['npx', 'biome', 'check', '.'] },
  { name: 'unit', command: vitest('unit'), report: `${REPORTS}/unit.json` },
  { name: 'browser', browser: true, command: vitest('browser'), report: `${REPORTS}/browser.json` },
  {
    name: 'e2e',
    browser: true,
    built: true,
    command: ['npx', 'playwright', 'test'],
    report: `${REPORTS}/e2e.json`,
  },
];

function vitest(project) {
  return [
    'npx',
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORTS}/${project}.json`,
  ];
}

/** Passed, failed and skipped of a Vitest or a Playwright JSON report. */
function counts(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  if (report.stats !== undefined) {
    const { expected, flaky, unexpected, skipped } = report.stats;
    return { passed: expected + flaky, failed: unexpected, skipped };
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `No such part: ${unknown.join(', ')}. There are ${PARTS.map((p) => p.name).join(', ')}.`,
  );
  process.exit(2);
}

mkdirSync(REPORTS, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const part of PARTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n=== ${part.name} ===`);
  const env = { ...process.env };
  if (part.browser) env.CHROME_PATH = ensureChromium();
  if (part.built) ensureBuilt();
  const [command, ...args] = part.command;
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32',
  });
  if (part.report !== undefined) {
    const { passed, failed, skipped } = counts(part.report);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    if (passed + failed === 0) {
      console.error(`${part.name}: no test ran.`);
      process.exit(1);
    }
  }
  if (status !== 0) {
    console.error(`\n${part.name} failed: npm test -- ${part.name}`);
    process.exit(1);
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
