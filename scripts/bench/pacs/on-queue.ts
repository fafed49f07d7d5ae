/** Workers on a queue: what a second one is worth, whether one that is killed loses or doubles a result, and what they hold in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '../../../src/base/index.ts';
import { modelHashIn, openQueue } from '../../../src/cli/services/open-queue.ts';
import { listSeries, retrieveStudy } from '../../../src/dicomweb/index.ts';
import { isInstalled } from '../../machine.ts';
import { type RedisServer, startRedis } from '../../redis/start-redis.ts';
import { median } from '../statistics.ts';
import type { Bed, BedStudy } from './bed.ts';
import { busySeconds, cpuSecondsBelow, type Shares, speedupAtBest } from './cpu-time.ts';
import { firstLook, type HeldMemory } from './goals.ts';
import { type Service, type ServiceLine, startService, until } from './service.ts';

const MINUTE = 60_000;
const START_MS = 5 * MINUTE;
/** A structured report, a key object selection and a secondary capture. */
const RESULTS = 3;

type Known = Pick<BedStudy, 'uid' | 'head'>;

/** What works, what it works on, and what happens to it. */
interface Crew {
  readonly services: Service[];
  readonly watch: Service;
  readonly redis: RedisServer;
  start(): Service;
}

const eventsOf = (services: readonly Service[], event: string) =>
  services.flatMap(({ lines }) => lines.filter((line) => line.event === event));
const finished = (services: readonly Service[]): ReadonlySet<string> =>
  new Set(eventsOf(services, 'result').map(({ study = '' }) => study));

/** Runs the studies of the PACS through workers on a queue; `during` may do its worst until they are done. */
async function throughQueue(
  bed: Bed,
  studies: readonly Known[],
  how: {
    readonly workers: number;
    readonly model: string;
    /** Given up then, with what is there. */
    readonly limitMs: number;
    readonly more?: readonly string[];
  },
  during: (crew: Crew) => Promise<void> = async () => undefined,
) {
  const { workers, model, limitMs, more = [] } = how;
  const redis = await startRedis();
  const common = ['--dicomweb', bed.url, '--model', model, '--queue', redis.url];
  const services: Service[] = [];
  const cores = isInstalled('taskset') && cpus().length >= workers ? cpus().length : null;
  const start = (): Service => {
    const core = cores === null ? null : services.length % cores;
    const one = startService('worker', [...common, ...more], bed.environment, core);
    services.push(one);
    return one;
  };
  for (let at = 0; at < workers; at += 1) start();
  const isReady = () => services.every(({ lines }) => lines.some(({ event }) => event === 'ready'));
  let watch: Service | null = null;
  try {
    await until('the workers are ready', isReady, START_MS, services);
    // A list of hundreds of studies is work for the PACS, too.
    const every = String(Math.max(2, Math.ceil(studies.length / 40)));
    const times = ['--every', every, '--settle', '1', '--retry', '2'];
    const watching = startService('watch', [...common, ...times], bed.environment);
    watch = watching;
    const isBegun = () => eventsOf(services, 'begun').length > 0;
    await until('the first study is begun', isBegun, START_MS, [...services, watching]);
    const spent = () => spentBy(bed, services, watching, redis);
    const before = spent();
    const end = performance.now() + limitMs;
    await during({ services, watch: watching, redis, start });
    const isDone = () => finished(services).size === studies.length || performance.now() > end;
    await until('all results', isDone, 2 * limitMs, [watching]);
    const after = spent();
    const left = await leftIn(redis.url, model);
    const begun = Math.min(...eventsOf(services, 'begun').map(({ came }) => came));
    const results = eventsOf(services, 'result');
    // What another one had done before it was killed is found done.
    const made = results.filter(({ known }) => known !== true);
    const seconds = (Math.max(...results.map(({ came }) => came)) - begun) / 1000;
    return {
      workers,
      eachOnOneCore: cores !== null,
      studies: studies.length,
      done: finished(services).size,
      left,
      seconds,
      anHour: (finished(services).size / seconds) * 3600,
      // Looks and whole studies; what is left of the seconds is between them.
      atWork: [...eventsOf(services, 'looked'), ...made].reduce(
        (sum, one) => sum + Number(one.seconds),
        0,
      ),
      cpu: spentBetween(before, after),
      // Of images, looks and what was done again included.
      megabytesAStudy:
        [...eventsOf(services, 'looked'), ...made].reduce(
          (sum, one) => sum + Number(one.fetchedBytes),
          0,
        ) /
        1e6 /
        studies.length,
      // Whole studies for which the look of another worker had fetched all of it.
      fetchedAgain: made.filter(({ fetchedBytes }) => Number(fetchedBytes) > 0).length,
      doneAgain: made.length - new Set(made.map(({ study }) => study)).size,
      wrong: differing(studies, made),
      failedForGood: eventsOf(services, 'failed').filter(({ last }) => last === true).length,
    };
  } finally {
    await watch?.stop();
    for (const service of services) await service.stop();
    await redis.close();
  }
}

/** Pieces of work that are still in the queue: what was not come to in time, and is not lost. */
async function leftIn(url: string, model: string): Promise<number> {
  const queue = await openQueue(url, false, await modelHashIn(model));
  try {
    const { waiting, active, delayed } = await queue.counts();
    return waiting + active + delayed;
  } finally {
    await queue.close();
  }
}

/** Seconds of processor so far: of the workers, of whom serves them, and of the whole machine. */
function spentBy(bed: Bed, services: readonly Service[], watch: Service, redis: RedisServer) {
  const of = (pid: number | undefined) => cpuSecondsBelow(pid);
  return {
    workers: services.reduce((sum, { pid }) => sum + of(pid), 0),
    pacs: bed.cpuSeconds(),
    queue: of(redis.pid()),
    watch: of(watch.pid),
    machine: busySeconds(),
  };
}

type Spent = ReturnType<typeof spentBy>;

/** What was spent between two moments; `others`: what runs on the machine besides. */
function spentBetween(before: Spent, after: Spent) {
  const workers = after.workers - before.workers;
  const pacs = after.pacs - before.pacs;
  const queue = after.queue - before.queue;
  const watch = after.watch - before.watch;
  const others = after.machine - before.machine - workers - pacs - queue - watch;
  return { workers, pacs, queue, watch, others };
}

/** Results that are other than those of the same head: its studies have the same pixels. */
function differing(studies: readonly Known[], results: readonly ServiceLine[]): number {
  const heads = new Map(studies.map(({ uid, head }) => [uid, head]));
  const rows = results.map(({ study = '', rows }) => `${heads.get(study)} ${JSON.stringify(rows)}`);
  return new Set(rows).size - new Set(rows.map((row) => row.split(' ')[0])).size;
}

/** Seconds of processor for a study, of all who take part. */
function cpuAStudy({ cpu, done }: { readonly cpu: Shares; readonly done: number }): number {
  return (cpu.workers + cpu.pacs + cpu.queue + cpu.watch) / done;
}

/** One worker against two, each held to a core of its own. */
export async function workerFigures(
  bed: Bed,
  studies: readonly Known[],
  model: string,
  limitMs: number,
) {
  const one = await throughQueue(bed, studies, { workers: 1, model, limitMs });
  const two = await throughQueue(bed, studies, { workers: 2, model, limitMs });
  return {
    one,
    two,
    speedup: two.anHour / one.anHour,
    atBest: speedupAtBest(one.cpu, one.seconds),
    cpuAStudy: { one: cpuAStudy(one), two: cpuAStudy(two) },
  };
}

/** Kills a worker, the queue or the PACS every few seconds, as the seed says, and starts it again; then asks the PACS what it holds. */
export async function killFigures(
  bed: Bed,
  studies: readonly Known[],
  {
    model,
    slices,
    minutes,
    limitMs,
    seed,
  }: { model: string; slices: number; minutes: number; limitMs: number; seed: number },
) {
  const random = seededRandom(seed);
  const out = mkdtempSync(join(tmpdir(), 'ich-bench-kills-'));
  const killed = { workers: 0, queue: 0, pacs: 0, minutes: 0 };
  try {
    const more = ['--write-back', '--out', out, '--lock', '5'];
    const run = await throughQueue(
      bed,
      studies,
      { workers: 2, model, more, limitMs },
      async ({ services, redis, start }) => {
        const begun = performance.now();
        const end = begun + minutes * MINUTE;
        while (performance.now() < end && finished(services).size < studies.length) {
          await wait(2000 + random() * 8000);
          const whom = random();
          const pause = random() * 3000;
          if (whom < 0.2) {
            await redis.kill();
            await wait(pause);
            await redis.start(); // Empty: nothing of it is on a disk.
            killed.queue += 1;
            continue;
          }
          if (whom < 0.4 && bed.kill !== null) {
            await bed.kill();
            await wait(pause);
            await bed.start(); // With what it had written.
            killed.pacs += 1;
            continue;
          }
          const alive = services.filter((one) => one.isAlive());
          await alive[Math.floor(random() * alive.length)]?.stop('SIGKILL');
          killed.workers += 1;
          start();
        }
        killed.minutes = (performance.now() - begun) / MINUTE;
      },
    );
    return { ...run, seed, killed, ...(await heldFigures(bed, studies, slices)) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What the PACS holds of each study that it should not: no result, more than one, or two patients. */
async function heldFigures(bed: Bed, studies: readonly Known[], slices: number) {
  const faults = { withoutResult: 0, withMoreThanOne: 0, torn: 0 };
  for (const { uid } of studies) {
    const series = await listSeries(bed.pacs, uid);
    const objects = series.reduce((sum, one) => sum + (one.instances ?? 0), 0) - slices;
    if (objects < RESULTS) faults.withoutResult += 1;
    if (objects > RESULTS) faults.withMoreThanOne += 1;
    const { troubles } = await retrieveStudy(bed.pacs, { studyInstanceUid: uid, instances: null });
    if (troubles.length > 0) faults.torn += 1;
  }
  return faults;
}

/** MiB of watch and worker around the 50th study and around the last (the median of ten looks each, one after each study). */
export async function memoryFigures(
  bed: Bed,
  studies: readonly Known[],
  model: string,
  limitMs: number,
) {
  const held = { watch: [] as number[], worker: [] as number[] };
  const run = await throughQueue(
    bed,
    studies,
    { workers: 1, model, limitMs },
    async ({ services, watch }) => {
      const end = performance.now() + limitMs;
      let done = 0;
      while (done < studies.length) {
        const isNews = () => finished(services).size > done || performance.now() > end;
        await until('a result', isNews, 2 * limitMs, [...services, watch]);
        if (performance.now() > end) return;
        // Two may be done since it was looked at: each has its place in the row.
        for (const now = finished(services).size; done < now; done += 1) {
          held.watch.push(watch.memory() ?? Number.NaN);
          held.worker.push(services[0]?.memory() ?? Number.NaN);
        }
      }
    },
  );
  const { done } = run;
  const first = firstLook(done);
  const around = (all: readonly number[], at: number) =>
    median(all.slice(Math.max(0, at - 5), at + 5));
  const of = (all: readonly number[]): HeldMemory => {
    const [before, after] = [around(all, first), around(all, all.length - 5)];
    return { first: before, last: after, ratio: after / before };
  };
  return {
    studies: done,
    firstAfter: first,
    of: studies.length,
    seconds: run.seconds,
    model,
    watch: of(held.watch),
    worker: of(held.worker),
  };
}
