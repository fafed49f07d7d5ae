import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { build } from './build.ts';
import { endWithUsage, readArguments } from './command.ts';
import { ensureChromium } from './find-browser.ts';

const REPORTS = '.cache/test-reports';

interface Part {
  readonly name: string;
  readonly command: readonly string[];
  /** A JSON report of Vitest, Playwright or test-python.ts, for the totals. */
  readonly report?: string;
  readonly browser?: boolean;
  readonly built?: boolean;
  /** All of its tests may skip themselves, where their tools are missing. */
  readonly optional?: boolean;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const PARTS: readonly Part[] = [
  { name: 'types', command: ['npx', 'tsc', '-b'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'knip', command: ['npm', 'run', '--silent', 'knip'] },
  { name: 'unit', command: vitest('unit'), report: `${REPORTS}/unit.json` },
  {
    name: 'python',
    command: ['npx', 'tsx', 'scripts/test-python.ts', '--report', `${REPORTS}/python.json`],
    report: `${REPORTS}/python.json`,
    optional: true,
  },
  { name: 'browser', browser: true, command: vitest('browser'), report: `${REPORTS}/browser.json` },
  {
    name: 'e2e',
    browser: true,
    built: true,
    command: ['npx', 'playwright', 'test'],
    report: `${REPORTS}/e2e.json`,
  },
];

const NAMES = PARTS.map(({ name }) => name);
const USAGE = `usage: npm test -- [--but] [PART...]

Runs ${NAMES.join(', ')}, or the parts that are named, or (--but) all others. Stops at the first that fails, says
which, and ends with one line of totals.`;

function vitest(project: string): readonly string[] {
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
function counts(path: string): Counts {
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

/** Runs one part; what its report counted. Ends the process where it fails or where none of its tests ran. */
function run(part: Part): Counts {
  console.log(`\n=== ${part.name} ===`);
  if (part.browser === true) ensureChromium();
  if (part.built === true) build();
  const [command = '', ...args] = part.command;
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const counted =
    part.report === undefined ? { passed: 0, failed: 0, skipped: 0 } : counts(part.report);
  if (
    part.report !== undefined &&
    counted.passed + counted.failed === 0 &&
    part.optional !== true
  ) {
    console.error(`${part.name}: no test ran.`);
    process.exit(1);
  }
  if (status !== 0) {
    console.error(`\n${part.name} failed: npm test -- ${part.name}`);
    process.exit(1);
  }
  return counted;
}

const { values, positionals: named } = readArguments(USAGE, { but: { type: 'boolean' } }, true);
const unknown = named.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) endWithUsage(USAGE, `No such part: ${unknown.join(', ')}.`);

mkdirSync(REPORTS, { recursive: true });
const isWanted = ({ name }: Part) =>
  values.but === true ? !named.includes(name) : named.length === 0 || named.includes(name);
const all = PARTS.filter(isWanted).map(run);
const total = (which: keyof Counts) => all.reduce((sum, counted) => sum + counted[which], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
