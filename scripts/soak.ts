import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUsage, readArguments } from './command.ts';
import { soakCli } from './soak/cli.ts';
import { inWords, judge, type Sample, type Soaked, statusOf } from './soak/judge.ts';
import { soakSvg } from './soak/soak-svg.ts';
import { soakTab } from './soak/tab.ts';

const USAGE = `usage: npm run soak -- [--studies 500] [--slices 6] [--minutes 20] [--only tab|cli] [--engine own-wasm] [--out .cache/soak]

Takes made studies of few slices through one tab of the built app, 25 at a time, and through the command line, and measures on the way:
memory, workers, listeners, handles. Memory at the end may be a fifth above that after 50 studies (after half of fewer), and no count may
grow. Some slices are cut short, some files are no images, some studies too short: every one must be in the list, analyzed or with its
reason, at every measurement. soak.json and a plot of each are written after every measurement.

  --slices   of each study: what is measured is what stays of a study, not how long one takes. 20 to 40 are a head's
  --minutes  after so many nothing more is begun, nor after Ctrl+C: it says how far it came. 0: never

Ends with status 0 where all was flat to the end, 1 where something leaks, fails or does not add up, 2 where it ended early.`;

const { values } = readArguments(USAGE, {
  studies: { type: 'string', default: '500' },
  slices: { type: 'string', default: '6' },
  minutes: { type: 'string', default: '20' },
  only: { type: 'string' },
  engine: { type: 'string', default: 'own-wasm' },
  out: { type: 'string', default: '.cache/soak' },
});
const [studies, slices, minutes] = [values.studies, values.slices, values.minutes].map(Number);
const isWhole = (value: number | undefined, least: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= least;
if (!isWhole(studies, 20) || !isWhole(slices, 5) || !isWhole(minutes, 0)) {
  endWithUsage(USAGE, 'Studies (from 20), slices (from 5) and minutes are whole numbers.');
}

const folder = mkdtempSync(join(tmpdir(), 'ich-soak-'));
const kinds = { tab: soakTab, cli: soakCli };
const chosen = (['tab', 'cli'] as const).filter(
  (kind) => values.only === undefined || values.only === kind,
);
if (chosen.length === 0) endWithUsage(USAGE, 'There is a tab and a cli.');

const begun = performance.now();
let isAsked = false;
process.once('SIGINT', () => {
  isAsked = true;
  console.error('Ends after what is under way; Ctrl+C again ends at once.');
});
/** The tab has three quarters of the time, so that the command line has some of it. */
function endingOf(kind: (typeof chosen)[number]): string | null {
  if (isAsked) return 'somebody ended it';
  const share = kind === 'tab' && chosen.length > 1 ? 0.75 : 1;
  const isOver = minutes !== 0 && performance.now() - begun > (minutes ?? 0) * 60_000 * share;
  return isOver ? `its ${(minutes ?? 0) * share} minutes were over` : null;
}

const soaked = new Map<string, Soaked>();
let hasFailed = false;
function write(kind: string, about: Omit<Soaked, 'kind' | 'planned' | 'slices' | 'writtenAt'>) {
  const fixed = { kind, planned: Number(studies), slices: Number(slices) };
  const one = { ...fixed, ...about, writtenAt: new Date().toISOString() };
  soaked.set(kind, one);
  mkdirSync(values.out, { recursive: true });
  const all = [...soaked.values()];
  writeFileSync(join(values.out, 'soak.json'), `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(join(values.out, `${kind}.svg`), soakSvg(one));
  return one;
}

try {
  for (const kind of chosen) {
    const started = performance.now();
    const samples: Sample[] = [];
    const now = (ended: string | null) =>
      write(kind, {
        studies: samples.at(-1)?.studies ?? 0,
        seconds: (performance.now() - started) / 1000,
        ended,
        samples,
        verdict: samples.length < 2 ? null : judge(samples),
      });
    const ending = () => endingOf(kind);
    try {
      const plan = { folder: join(folder, kind), studies, slices, engine: values.engine, ending };
      for await (const sample of kinds[kind](plan)) {
        samples.push(sample);
        const { seconds } = now('it is under way');
        console.error(
          `${kind}: ${sample.studies} studies in ${Math.round(seconds)} s, ${sample.mebibytes.toFixed(1)} MiB`,
        );
      }
      console.log(`${kind}: ${inWords(now(ending()))}`);
    } catch (error) {
      hasFailed = true;
      console.log(`${kind}: ${inWords(now(`it failed: ${error}`))}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`Written to ${values.out}`);
process.exitCode = hasFailed ? 1 : statusOf([...soaked.values()]);
