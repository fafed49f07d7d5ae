import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { endWithUsage, readArguments } from './command.ts';
import { allPromises, ROOT } from './promises/read-promises.ts';
import { judge, sumOf } from './prove/judge.ts';
import { measureAll, soakedIn } from './prove/measures.ts';
import { type Proof, pageOf } from './prove/page.ts';
import { RUNNERS, readReports } from './prove/reports.ts';
import { runTests } from './prove/run-tests.ts';

const USAGE = `usage: npm run prove -- [--short] [--only unit,browser,e2e] [--reports FOLDER] [--soak .cache/soak] [--out .cache/prove]

Runs every test that a promise of docs/safety.md and docs/privacy.md names, then what is measured by commands of its own (fuzz, a second
build, soak), and writes one page (promises.html) and the same as JSON: promise, test, result, figure. Ends with status 1 where a promise is broken:
a test of it failed or is not there, or a measurement failed, or no test was run at all.

  --short    without the measurements: for every change
  --only     these kinds of tests; promises that only others show are then not seen
  --reports  takes what npm test reported (unit.json, browser.json, e2e.json) and runs no test
  --soak     where npm run soak left its figures, which are drawn`;

const { values } = readArguments(USAGE, {
  short: { type: 'boolean', default: false },
  only: { type: 'string', default: RUNNERS.join(',') },
  reports: { type: 'string' },
  soak: { type: 'string', default: '.cache/soak' },
  out: { type: 'string', default: '.cache/prove' },
});
const wanted = RUNNERS.filter((runner) => values.only.split(',').includes(runner));
if (wanted.length !== values.only.split(',').length) {
  endWithUsage(USAGE, `There are ${RUNNERS.join(', ')}.`);
}

const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });

function revision(): string | null {
  const { status, stdout } = git('rev-parse', '--short=12', 'HEAD');
  if (status !== 0) return null;
  const changed = git('status', '--porcelain', '--untracked-files=no').stdout.trim() !== '';
  return `${stdout.trim()}${changed ? ', with files changed since' : ''}`;
}

const started = performance.now();
const promises = allPromises();
const reports =
  values.reports === undefined
    ? runTests(
        promises.flatMap(({ tests }) => tests),
        wanted,
        join(values.out, 'reports'),
      )
    : readReports(values.reports);
const measures = values.short || values.reports !== undefined ? [] : measureAll();
const [cpu] = cpus();
const proof: Proof = {
  format: 'ich-triage-proof',
  formatVersion: 1,
  writtenAt: new Date().toISOString(),
  revision: revision(),
  machine: `${cpu?.model.trim() ?? 'a CPU'}, ${cpus().length} cores, ${platform()} ${release()}, Node ${process.versions.node}`,
  seconds: (performance.now() - started) / 1000,
  command: [
    'npm run prove',
    ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : []),
  ].join(' '),
  promises: judge(promises, reports),
  measures,
  soaked: soakedIn(values.soak),
};
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'promises.json'), `${JSON.stringify(proof, null, 2)}\n`);
writeFileSync(join(values.out, 'promises.html'), pageOf(proof));

const sum = sumOf(proof.promises);
for (const { what, state, tests } of proof.promises) {
  if (state !== 'broken') continue;
  console.error(`broken: ${what}`);
  for (const { file, title, state: seen, failed } of tests) {
    if (seen === 'failed' || seen === 'absent') {
      console.error(
        `  ${file} ${title ?? ''}: ${seen === 'absent' ? 'is not there' : failed.join('; ')}`,
      );
    }
  }
}
for (const { name, figure, ok } of measures) if (!ok) console.error(`failed: ${name}: ${figure}`);
const states = Object.entries(sum).map(([state, count]) => `${count} ${state}`);
console.log(
  `\n${proof.promises.length} promises: ${states.join(', ')}. ${join(values.out, 'promises.html')}`,
);
const isNothingSeen = sum.kept + sum['in part'] === 0;
process.exitCode = sum.broken > 0 || isNothingSeen || measures.some(({ ok }) => !ok) ? 1 : 0;
