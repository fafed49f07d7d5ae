import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { build } from './build.ts';
import { endWithUsage, readArguments } from './command.ts';
import { ensureChromium } from './find-browser.ts';
import { runCommand, type Stop } from './run-command.ts';

const REPORTS = '.cache/test-reports';

interface Part {
  readonly name: string;
  readonly command: readonly string[];
  /** A JSON report of Vitest, Playwright or test-python.ts, for the totals. */
  readonly report?: string;
  readonly browser?: boolean;
  /** Needs the built app, and takes longest: what else reports its tests runs beside it, as most of what either does is to wait. */
  readonly long?: boolean;
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
  {
    name: 'unit',
    command: vitest('unit', 'unit-stateless', 'unit-threads', 'unit-rest'),
    report: `${REPORTS}/unit.json`,
  },
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
    long: true,
    command: ['npx', 'playwright', 'test'],
    report: `${REPORTS}/e2e.json`,
  },
];

const NAMES = PARTS.map(({ name }) => name);
const USAGE = `usage: npm test -- [--but] [PART...]

Runs ${NAMES.join(', ')}, or the parts that are named, or (--but) all others. Stops at the first that fails, says
which, and ends with one line of totals. What reports its tests runs beside e2e, and says all at its end.`;

/** The command of a part of this name, which is that of its project where it has no others. */
function vitest(name: string, ...projects: readonly string[]): readonly string[] {
  return [
    'npx',
    'vitest',
    'run',
    ...(projects.length === 0 ? [name] : projects).map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORTS}/${name}.json`,
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

const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };
const stops: Stop[] = [];
const hold = (stop: Stop) => stops.push(stop);

/** Ends this process, and what runs. */
function fail(): never {
  for (const stop of stops) stop('another part failed');
  process.exit(1);
}

/** What the report of a part counted that ended so. Fails where it failed, or where none of its tests ran. */
function ended({ name, report, optional }: Part, status: number | null): Counts {
  const counted = report === undefined ? NONE : counts(report);
  if (report !== undefined && counted.passed + counted.failed === 0 && optional !== true) {
    console.error(`${name}: no test ran.`);
    fail();
  }
  if (status !== 0) {
    console.error(`\n${name} failed: npm test -- ${name}`);
    fail();
  }
  return counted;
}

function runAlone(part: Part): Counts {
  console.log(`\n=== ${part.name} ===`);
  if (part.browser === true) ensureChromium();
  const [command = '', ...args] = part.command;
  const shell = process.platform === 'win32';
  return ended(part, spawnSync(command, args, { stdio: 'inherit', shell }).status);
}

/** What another speaks beside is said at its end. */
async function runBeside(part: Part): Promise<Counts> {
  if (part.browser === true) ensureChromium();
  const [command = '', ...args] = part.command;
  const said: Buffer[] = [];
  const hear = (piece: Buffer) => said.push(piece);
  const { status } = await runCommand([command, ...args], { hear, hold });
  process.stdout.write(`\n=== ${part.name} ===\n${Buffer.concat(said)}`);
  return ended(part, status);
}

async function runLong(part: Part): Promise<Counts> {
  const [command = '', ...args] = part.command;
  console.log(`\n=== ${part.name} ===`);
  return ended(part, (await runCommand([command, ...args], { hold })).status);
}

/** Runs the longest part, and the others one after another beside it. */
async function runAround(long: Part, others: readonly Part[]): Promise<readonly Counts[]> {
  ensureChromium();
  build();
  process.once('SIGINT', fail).once('SIGTERM', fail);
  const besides = async () => {
    const all: Counts[] = [];
    for (const part of others) all.push(await runBeside(part));
    return all;
  };
  const [all, last] = await Promise.all([besides(), runLong(long)]);
  return [...all, last];
}

const { values, positionals: named } = readArguments(USAGE, { but: { type: 'boolean' } }, true);
const unknown = named.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) endWithUsage(USAGE, `No such part: ${unknown.join(', ')}.`);

mkdirSync(REPORTS, { recursive: true });
const isWanted = ({ name }: Part) =>
  values.but === true ? !named.includes(name) : named.length === 0 || named.includes(name);
const wanted = PARTS.filter(isWanted);
const long = wanted.find((part) => part.long === true);
const isBeside = ({ report }: Part) => long !== undefined && report !== undefined;
const all = wanted.filter((part) => !isBeside(part)).map(runAlone);
if (long !== undefined) {
  all.push(
    ...(await runAround(
      long,
      wanted.filter((part) => isBeside(part) && part !== long),
    )),
  );
}
const total = (which: keyof Counts) => all.reduce((sum, counted) => sum + counted[which], 0);
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
