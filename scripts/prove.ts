import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { endWithUsage, readArguments } from './command.ts';
import { allPromises } from './promises/read-promises.ts';
import { type Fate, fateOfTest, judge, sumOf } from './prove/judge.ts';
import { keptParts } from './prove/kept-parts.ts';
import { type Measure, measure, measuring, notMeasured, soakedIn } from './prove/measures.ts';
import { type Proof, pageOf } from './prove/page.ts';
import { partsOf } from './prove/parts.ts';
import {
  isWhole,
  type Ran,
  type Reports,
  RUNNERS,
  readReports,
  runnerOf,
} from './prove/reports.ts';
import { type PartRun, runPart } from './prove/run-part.ts';
import { SHORT_SECONDS, whyLeftOut } from './prove/short.ts';
import { revision, sourcesState } from './prove/sources.ts';
import type { Stop } from './run-command.ts';

const USAGE = `usage: npm run prove -- [--short] [--resume] [--only unit,browser,e2e] [--reports FOLDER] [--soak .cache/soak] [--out .cache/prove]

Runs every test that a promise of docs/safety.md, docs/privacy.md and docs/pacs.md names, a few files at a time, then what is measured by
commands of its own (fuzz, a second build, soak). After every part it writes one page (promises.html) and the same as JSON: promise, test,
result, figure; what has not run yet stands so, and what fails or isn't done in its time is broken, with the reason. Ends with status 1
where a promise is broken: a test of it failed or is not there, or a measurement failed, or no test was run at all.

  --short    within ten minutes on two cores: without the measurements and the slowest tests, which stand on the page as not run
  --resume   takes what an earlier run, broken off or not, has of the very same sources, and runs the rest
  --only     these kinds of tests; promises that only others show are then not seen
  --reports  takes what npm test reported (unit.json, browser.json, e2e.json) and runs no test
  --soak     where npm run soak leaves its figures, which are drawn

Ctrl+C ends the part under way and writes the page of what was done.`;

const { values } = readArguments(USAGE, {
  short: { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  only: { type: 'string', default: RUNNERS.join(',') },
  reports: { type: 'string' },
  soak: { type: 'string', default: '.cache/soak' },
  out: { type: 'string', default: '.cache/prove' },
});
const wanted = RUNNERS.filter((runner) => values.only.split(',').includes(runner));
if (wanted.length !== values.only.split(',').length) {
  endWithUsage(USAGE, `There are ${RUNNERS.join(', ')}.`);
}

const started = performance.now();
const promises = allPromises();
const tests = promises.flatMap((promise) => promise.tests);
const fates = new Map<string, Fate>();
const ran: Record<(typeof RUNNERS)[number], Ran[] | null> = {
  unit: null,
  browser: null,
  e2e: null,
};
let reports: Reports = ran;
let measures: readonly Measure[] = [];
let progress: Proof['progress'] = null;
const [cpu] = cpus();

/** Writes the page and the JSON of what is known by now. */
function write(): Proof {
  const proof: Proof = {
    format: 'ich-triage-proof',
    formatVersion: 2,
    writtenAt: new Date().toISOString(),
    revision: revision(),
    machine: `${cpu?.model.trim() ?? 'a CPU'}, ${cpus().length} cores, ${platform()} ${release()}, Node ${process.versions.node}`,
    seconds: (performance.now() - started) / 1000,
    command: [
      'npm run prove',
      ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : []),
    ].join(' '),
    progress,
    promises: judge(promises, reports, fates),
    measures,
    soaked: soakedIn(values.soak),
  };
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'promises.json'), `${JSON.stringify(proof, null, 2)}\n`);
  writeFileSync(join(values.out, 'promises.html'), pageOf(proof));
  return proof;
}

let isEnded = false;
let stop: Stop | null = null;
const hold = (given: Stop) => {
  stop = given;
};

/** Runs all parts, the page being written after each. */
async function runAll(): Promise<void> {
  process.once('SIGINT', () => {
    isEnded = true;
    stop?.('was ended by Ctrl+C');
  });
  const folder = join(values.out, 'parts');
  if (!values.resume) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const kept = keptParts(folder, sourcesState());
  const reportOf = (name: string) => join(folder, `${name.replace(/\W+/g, '-')}.report.json`);
  const left = () =>
    (values.short ? SHORT_SECONDS : Number.POSITIVE_INFINITY) -
    (performance.now() - started) / 1000;

  const runs = tests.filter((test) => !values.short || whyLeftOut(test) === null);
  for (const test of tests) {
    const why = values.short ? whyLeftOut(test) : null;
    if (why !== null) fates.set(fateOfTest(test), { isBroken: false, why });
  }
  for (const { file } of runs) {
    if (wanted.includes(runnerOf(file))) fates.set(file, { isBroken: false, why: 'not run yet' });
  }
  const parts = wanted.flatMap((runner) => partsOf(runner, runs, reportOf));
  const toMeasure = measuring(wanted.includes('e2e'), values.soak);
  measures = toMeasure.map((one) =>
    notMeasured(one, values.short ? 'not run in the short version' : 'not run yet'),
  );
  for (const runner of wanted) ran[runner] = [];
  const of = parts.length + (values.short ? 0 : toMeasure.length);
  const going = (done: number, next: string) => {
    progress = { done, of, next };
    write();
  };

  let isBuilt = false;
  for (const [at, part] of parts.entries()) {
    if (isEnded) return;
    going(at, part.name);
    const earlier = kept.take<PartRun>(part.name, part.command);
    let run = earlier;
    if (run === null && left() < 20) {
      run = {
        ran: [],
        seconds: 0,
        why: 'was not begun: the ten minutes of the short version were over',
      };
    } else if (run === null) {
      try {
        if (part.runner === 'e2e' && !isBuilt) build();
        isBuilt ||= part.runner === 'e2e';
        const seconds = Math.round(Math.min(part.limitSeconds, left()));
        run = await runPart(part, seconds, reportOf(part.name), hold);
      } catch (error) {
        run = { ran: [], seconds: 0, why: `could not be begun: ${error}` };
      }
      if (run.why === null && isWhole(run.ran)) kept.put(part.name, part.command, run);
    }
    if (run.why !== null) console.error(`\n${part.name}: ${run.why}`);
    for (const file of part.files) {
      if (run.why === null) fates.delete(file);
      else fates.set(file, { isBroken: true, why: `its part ${run.why}` });
    }
    ran[part.runner]?.push(...run.ran);
  }
  if (values.short) return;
  for (const [at, one] of toMeasure.entries()) {
    if (isEnded) return;
    going(parts.length + at, one.name);
    const words = [one.script, ...one.args];
    const done = kept.take<Measure>(one.script, words) ?? (await measure(one, hold));
    if (done.state === 'kept') kept.put(one.script, words, done);
    measures = measures.with(at, done);
  }
}

if (values.reports === undefined) {
  await runAll();
  progress = isEnded ? { ...(progress ?? { done: 0, of: 0 }), next: null } : null;
} else {
  reports = readReports(values.reports);
}
const proof = write();

const sum = sumOf(proof.promises);
for (const { what, state, tests: shown } of proof.promises) {
  if (state !== 'broken') continue;
  console.error(`broken: ${what}`);
  for (const { file, title, state: seen, failed } of shown) {
    if (seen === 'failed' || seen === 'absent') {
      console.error(
        `  ${file} ${title ?? ''}: ${seen === 'absent' ? 'is not there' : failed.join('; ')}`,
      );
    }
  }
}
for (const { name, figure, state } of measures) {
  if (state === 'broken') console.error(`failed: ${name}: ${figure}`);
}
const states = Object.entries(sum).map(([state, count]) => `${count} ${state}`);
console.log(
  `\n${proof.promises.length} promises: ${states.join(', ')}, in ${Math.round(proof.seconds)} s. ${join(values.out, 'promises.html')}`,
);
const isNothingSeen = sum.kept + sum['in part'] === 0;
const isBroken =
  sum.broken > 0 || isNothingSeen || measures.some(({ state }) => state === 'broken');
process.exitCode = isEnded ? 130 : isBroken ? 1 : 0;
