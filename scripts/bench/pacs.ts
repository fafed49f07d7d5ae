/**
 * Beside a PACS: how fast whole studies come, how soon one that arrives has a rank, what a look in part and a second worker is worth, whether workers, a
 * queue and a PACS that are killed lose or double a result, and whether the memory of watch and worker stays flat.
 */
import { cpus, loadavg } from 'node:os';
import { endWithUsage, readArguments } from '../command.ts';
import { REDIS } from '../redis/start-redis.ts';
import {
  type Bed,
  type BedStudy,
  openBed,
  sizeOf,
  storeStudy,
  studiesOfToday,
} from './pacs/bed.ts';
import {
  arrivalVerdicts,
  fetchVerdicts,
  killVerdicts,
  lookVerdicts,
  memoryVerdicts,
  type Verdict,
  verdictLine,
  workerVerdicts,
} from './pacs/goals.ts';
import { arrivalFigures, fetchFigures } from './pacs/in-browser.ts';
import { lookFigures } from './pacs/looks.ts';
import { killFigures, memoryFigures, workerFigures } from './pacs/on-queue.ts';

const KINDS = ['fetch', 'arrival', 'look', 'workers', 'kills', 'memory'] as const;
const ON_QUEUE: readonly string[] = ['workers', 'kills', 'memory'];
/** Of those that arrive. */
const ARRIVALS = 5;
/** Of each of them, as the goal says; of the others {@link SLICES}. */
const ARRIVAL_SLICES = 30;
const SLICES = 20;
const USAGE = `usage: npm run bench -- pacs [--json] [--only ${KINDS.join('|')}] [--fake] [--studies 12] [--slices ${SLICES}]
                           [--model ich-vgg16] [--every 15] [--minutes 1] [--rounds 3] [--limit 15] [--seed 1]

Beside a PACS of its own (Orthanc where it is installed, else a made one) and, where Redis or Valkey is installed, a queue:
  fetch      whole studies into the worklist in a browser, beside what a bare fetch of the same takes
  arrival    from the last slice stored to the rank on the screen, the list asked for every --every seconds; ${ARRIVAL_SLICES} slices where --slices says nothing
  look       at a study of 250 slices: a look that fetches its slices alone beside one at the whole, bytes and time to the rank
  workers    one worker against two, each held to a core of its own (taskset)
  kills      workers, the queue and Orthanc killed at random (--seed) for --minutes; each study has to have its result, once
  memory     of watch and worker around the 50th of --studies and around the last
--only may be given more than once. --model is a folder below models/. Each prints its figure, the goal, and whether it is met, as soon as it
is known. A run on the queue is given up after --limit minutes, with what is there. The goals are of
  --only kills --studies 200 --minutes 5 --limit 20
  --only memory --studies 500 --slices 8 --model tiny      (5 GB of disk meanwhile)

Exit status 1 where a result is missing, wrong or there twice, a study failed, or a look in part said other than one at the whole. Goals missed are reported, not an error: they depend
on the machine.`;

const { values: options } = readArguments(USAGE, {
  json: { type: 'boolean', default: false },
  only: { type: 'string', multiple: true },
  fake: { type: 'boolean', default: false },
  studies: { type: 'string', default: '12' },
  slices: { type: 'string' },
  model: { type: 'string', default: 'ich-vgg16' },
  every: { type: 'string', default: '15' },
  minutes: { type: 'string', default: '1' },
  rounds: { type: 'string', default: '3' },
  limit: { type: 'string', default: '15' },
  seed: { type: 'string', default: '1' },
});
const number = (
  name: 'studies' | 'slices' | 'every' | 'minutes' | 'rounds' | 'limit' | 'seed',
  least: number,
) => {
  const value = Number(options[name]);
  if (!(value >= least)) endWithUsage(USAGE, `--${name} is a number from ${least} on.`);
  return value;
};
const count = number('studies', 3);
const slices = options.slices === undefined ? SLICES : number('slices', 1);
const arrivalSlices = options.slices === undefined ? ARRIVAL_SLICES : slices;
const seed = number('seed', 0);
const every = number('every', 1);
const minutes = number('minutes', 0);
const rounds = number('rounds', 1);
const limitMs = number('limit', 1) * 60_000;
const wanted: readonly string[] = options.only ?? KINDS;
const stranger = wanted.find((kind) => !KINDS.some((known) => known === kind));
if (stranger !== undefined) endWithUsage(USAGE, `There is no ${stranger}.`);
const model = `models/${options.model}`;

/** Stores all studies; keeps of them what they are, not their files. */
async function fill(bed: Bed) {
  const studies: Pick<BedStudy, 'uid' | 'head'>[] = [];
  let megabytes = 0;
  for await (const study of studiesOfToday(count, slices)) {
    await storeStudy(bed, study);
    studies.push({ uid: study.uid, head: study.head });
    megabytes += sizeOf(study);
  }
  return { studies, megabytes };
}

/** In a PACS of their own: they have the UIDs of the others, and more slices. */
async function arrivals() {
  const bed = await openBed(options.fake);
  try {
    const studies: BedStudy[] = [];
    for await (const study of studiesOfToday(count, arrivalSlices)) {
      studies.push(study);
      if (studies.length === ARRIVALS) break;
    }
    const figure = await arrivalFigures(bed, studies, { model: options.model, every });
    return { ...figure, slices: arrivalSlices };
  } finally {
    await bed.close();
  }
}

/** A load of other work makes a figure of this machine, not of the program. */
const load = (): number => Number((loadavg()[0] ?? 0).toFixed(1));

const figures: Record<string, unknown> = {};
const verdicts: Verdict[] = [];
const measure = async <F extends object>(
  kind: (typeof KINDS)[number],
  work: () => Promise<F>,
  judge: (figure: F) => readonly Verdict[],
) => {
  if (!wanted.includes(kind)) return;
  console.error(`${kind} ...`);
  const loadBefore = load();
  const measured = await work();
  const figure = { ...measured, loadBefore, loadAfter: load() };
  figures[kind] = figure;
  const judged = judge(measured);
  verdicts.push(...judged);
  // A run that is ended later has told what it had.
  console.error(`${kind}: ${JSON.stringify(figure)}`);
  for (const one of judged) console.error(verdictLine(one));
};

const bed = await openBed(options.fake);
try {
  await measure('arrival', arrivals, arrivalVerdicts);
  const looks = async () => {
    const figure = await lookFigures(bed, model, 2 * rounds);
    if (figure.same < figure.rounds) process.exitCode = 1;
    return figure;
  };
  await measure('look', looks, lookVerdicts);
  const { studies, megabytes } = await fill(bed);
  await measure('fetch', () => fetchFigures(bed, studies, megabytes, rounds), fetchVerdicts);
  if (REDIS === null && wanted.some((kind) => ON_QUEUE.includes(kind))) {
    console.error(`${ON_QUEUE.join(', ')}: neither Redis nor Valkey is installed`);
  } else {
    await measure('workers', () => workerFigures(bed, studies, model, limitMs), workerVerdicts);
    await measure('memory', () => memoryFigures(bed, studies, model, limitMs), memoryVerdicts);
    const kill = async () => {
      const kills = await killFigures(bed, studies, { model, slices, minutes, limitMs, seed });
      const { failedForGood, wrong, withoutResult, withMoreThanOne, torn } = kills;
      if (failedForGood + wrong + withoutResult + withMoreThanOne + torn > 0) process.exitCode = 1;
      return kills;
    };
    await measure('kills', kill, killVerdicts);
  }
  const conditions = {
    pacs: bed.name,
    slices,
    model: options.model,
    cpu: cpus()[0]?.model.trim(),
    cores: cpus().length,
    node: process.version,
  };
  console.log(JSON.stringify({ conditions, ...figures, verdicts }, null, options.json ? 0 : 2));
} finally {
  await bed.close();
}
