import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchedDays } from '#dicomweb';
import { ctFile } from '../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../../scripts/fake-pacs/quirks.ts';
import { workItem } from '../../../scripts/fake-pacs/work-item.ts';
import {
  NO_REDIS,
  REDIS,
  type RedisServer,
  startRedis,
} from '../../../scripts/redis/start-redis.ts';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { bundleCommands, type Service, startService } from './services-bed.fixture.ts';

const SLICES = 14;
const PATIENCE = { timeout: 90_000, interval: 100 };

/** Where the commands lie as one file each, made once. */
let bundle: string;

beforeAll(async () => {
  bundle = await bundleCommands();
}, 60_000);
afterAll(() => rm(bundle, { recursive: true, force: true }));

/** How Node runs a command: as `npm run` does, or from the bundle. */
const commandOf = (command: string, as: 'npm run' | 'bundle'): readonly string[] =>
  as === 'npm run' ? ['--import', 'tsx', `src/cli/${command}.ts`] : [join(bundle, `${command}.js`)];

let fake: FakePacs;
let folder: string;
let services: Service[];
let redis: RedisServer | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'services-'));
  services = [];
  redis = null;
});
afterEach(async () => {
  for (const { child, ended } of services) {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  }
  await fake.close();
  await redis?.close();
  await rm(folder, { recursive: true, force: true });
});

const head = (study: number) =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(study, index, false, { StudyDate: watchedDays(Date.now()).to }),
  );
const startPacs = async (studies: readonly number[], quirks: Quirks = {}) => {
  fake = await startFakePacs(studies.flatMap(head), quirks);
};

const service = (command: 'watch' | 'worker', ...args: readonly string[]): Service =>
  started(commandOf(command, 'bundle'), args);

/** The same as it is started by `npm run`. */
const serviceByNpm = (command: 'watch' | 'worker', ...args: readonly string[]): Service =>
  started(commandOf(command, 'npm run'), args);

function started(command: readonly string[], args: readonly string[]): Service {
  const to = ['--dicomweb', fake.url, '--model', 'models/tiny'];
  const one = startService([...command, ...to, ...args]);
  services.push(one);
  return one;
}

const of = ({ lines }: Service, event: string) =>
  lines.filter((line) => line.event === event).map(({ study }) => study ?? '');
const reports = (study: number) =>
  fake.archive.ofStudy(`1.2.3.${study}`).filter(({ modality }) => modality === 'SR').length;
const queueUrl = () => ['--queue', (redis as RedisServer).url];

function queueCommand(...args: readonly string[]): Promise<{ code: number; out: string }> {
  // The one that everybody asks for is started as `npm run` does.
  const as = args[0] === 'status' ? 'npm run' : 'bundle';
  const words = [...commandOf('queue', as), ...args, ...queueUrl()];
  return new Promise((done) => {
    execFile(process.execPath, [...words, '--model', 'models/tiny'], (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out: `${out}${err}` });
    });
  });
}

describe('npm run watch', () => {
  it('looks at what arrives, does it whole when it has settled, stores the result once, and ends in peace', async () => {
    await startPacs([1, 2]);
    const watch = serviceByNpm(
      'watch',
      ...['--every', '1', '--settle', '2', '--write-back', '--out', folder, '--metrics', '0'],
    );
    await expect.poll(() => of(watch, 'looked').sort(), PATIENCE).toEqual(['1.2.3.1', '1.2.3.2']);
    await expect.poll(() => of(watch, 'result').sort(), PATIENCE).toEqual(['1.2.3.1', '1.2.3.2']);
    expect([reports(1), reports(2)]).toEqual([1, 1]);
    expect((await readdir(folder)).sort()).toEqual(['1.2.3.1', '1.2.3.2']);
    const result = watch.lines.find(({ event }) => event === 'result');
    // What the look fetched was not asked for again.
    const looked = watch.lines.find(({ event }) => event === 'looked');
    expect(looked?.fetchedBytes).toBe(head(1).reduce((sum, file) => sum + file.length, 0));
    expect(result).toMatchObject({
      untrained: true,
      stored: true,
      objects: SLICES,
      fetchedBytes: 0,
      rows: [{ slices: SLICES, analysed: SLICES }],
    });

    // Its own results are no growth; three more slices are.
    const fetches = () =>
      fake.requests.filter((line) => /^GET \/studies\/[\d.]+$/.test(line)).length;
    const before = fetches();
    const lists = () => fake.requests.filter((line) => line.startsWith('GET /studies?')).length;
    const seen = lists();
    await expect.poll(lists, PATIENCE).toBeGreaterThan(seen + 10);
    expect(fetches()).toBe(before);
    for (const index of [14, 15, 16]) {
      const slice = headSlice(2, index, false, { StudyDate: watchedDays(Date.now()).to });
      fake.archive.add(new Uint8Array(slice));
    }
    await expect.poll(() => of(watch, 'result').length, PATIENCE).toBe(3);
    expect(watch.lines.findLast(({ event }) => event === 'result')).toMatchObject({
      study: '1.2.3.2',
      rows: [{ slices: SLICES + 3 }],
    });

    const { metrics } = watch.lines.find(({ event }) => event === 'ready') as unknown as {
      metrics: string;
    };
    const numbers = await (await fetch(metrics)).text();
    expect(numbers).toMatch(/^ich_triage_work_total\{stage="whole",outcome="done"\} 3$/m);
    expect(numbers).toMatch(/^ich_triage_queue_up 1$/m);
    expect((await fetch(new URL('/', metrics))).status).toBe(404);

    expect(JSON.stringify(watch.lines)).not.toContain('SYNTHETIC');
    watch.child.kill('SIGTERM');
    expect([await watch.ended, watch.errors()]).toEqual([0, '']);
    expect(watch.lines.at(-1)?.event).toBe('stopped');
  }, 240_000);

  it('waits for a PACS that is away, and loses no study of it', async () => {
    let fetches = 0;
    await startPacs([1], {
      gives: (files) => {
        fetches += 1;
        if (fetches > 1) return files;
        // It dies in the middle of the first study, and is away for a while.
        fake.quirks.diesAfterParts = 2;
        fake.quirks.answers = (response) => response.destroy();
        setTimeout(() => {
          delete fake.quirks.diesAfterParts;
          delete fake.quirks.answers;
        }, 4000);
        return files;
      },
    });
    const watch = service('watch', '--every', '1', '--settle', '1', '--retry', '1');
    await expect.poll(() => of(watch, 'pacs-away').length, PATIENCE).toBeGreaterThan(0);
    await expect.poll(() => of(watch, 'result'), PATIENCE).toEqual(['1.2.3.1']);
    expect(of(watch, 'failed')).toEqual([]);
  }, 120_000);

  it('ends with 64 for what cannot be meant', async () => {
    await startPacs([]);
    const [secret, elsewhere, both, away] = [
      service('watch', '--queue', 'redis://:secret@127.0.0.1:1'),
      service('worker', '--queue', 'redis://queue.example:6379'),
      service('watch', '--queue', 'redis://127.0.0.1:1', '--write-back'),
      service('worker', '--queue', 'redis://127.0.0.1:1', '--answer', '1'),
    ];
    expect(await secret.ended).toBe(64);
    expect(secret.errors()).toMatch(/ICH_QUEUE_PASSWORD/);
    expect(secret.errors()).not.toContain('secret');
    expect([await elsewhere.ended, elsewhere.errors()]).toEqual([
      64,
      expect.stringMatching(/rediss:/),
    ]);
    expect([await both.ended, both.errors()]).toEqual([
      64,
      expect.stringMatching(/the workers keep/),
    ]);
    expect([await away.ended, away.errors()]).toEqual([1, 'the queue does not answer\n']);
  }, 120_000);
});

describe.skipIf(REDIS === null)(
  `npm run watch, worker and queue on a real Redis${NO_REDIS}`,
  () => {
    beforeEach(async () => {
      redis = await startRedis();
    });

    it('stores the result of a study once, though its worker is killed in the middle of it', async () => {
      await startPacs([1, 2]);
      service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const first = service('worker', '--write-back', '--lock', '2', ...queueUrl());
      // It hangs in a study, looked at or done whole: the PACS answers nobody who asks for a study's objects, and the worker, in a work, has
      // asked. (How many works it has begun says nothing: a study may be done before the other is looked at.)
      await expect.poll(() => of(first, 'looked').length, PATIENCE).toBeGreaterThan(0);
      fake.quirks.waitsMs = 600_000;
      const before = fake.requests.length;
      const hangs = () => {
        const asked = fake.requests.slice(before);
        const ended = of(first, 'looked').length + of(first, 'result').length;
        const isIn = of(first, 'begun').length > ended;
        return isIn && asked.some((line) => /^GET \/studies\/[\d.]+(\/instances)?$/.test(line));
      };
      await expect.poll(hangs, PATIENCE).toBe(true);
      first.child.kill('SIGKILL');
      const underWay = of(first, 'begun').at(-1);
      fake.quirks.waitsMs = 0;
      const second = service('worker', '--write-back', '--lock', '2', ...queueUrl());
      await expect.poll(() => of(second, 'result').sort(), PATIENCE).toContain(underWay);
      await expect.poll(() => [reports(1), reports(2)], PATIENCE).toEqual([1, 1]);
      // What was under way may have been a look, of a study that the second does whole before that look's lock has run out.
      const told = (event: string) => of(first, event).length + of(second, event).length;
      await expect.poll(() => told('stalled'), PATIENCE).toBeGreaterThanOrEqual(1);
      await expect.poll(() => told('looked') + told('result'), PATIENCE).toBe(4);
      second.child.kill('SIGTERM');
      expect(await second.ended).toBe(0);
      expect((await queueCommand('status')).out).toMatch(/ 0 failed, 4 done\.$/m);
    }, 240_000);

    it('fills a Redis that came back empty, and the PACS still holds one result', async () => {
      await startPacs([1]);
      const watch = service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const worker = service('worker', '--write-back', ...queueUrl());
      await expect.poll(() => of(worker, 'result').length, PATIENCE).toBe(1);
      await redis?.kill();
      await expect.poll(() => of(watch, 'list-trouble').length, PATIENCE).toBe(1);
      await redis?.start();
      await expect.poll(() => of(worker, 'result').length, PATIENCE).toBe(2);
      expect(reports(1)).toBe(1);
      expect(fake.archive.ofStudy('1.2.3.1')).toHaveLength(SLICES + 3);
      expect(of(watch, 'list-whole').length).toBe(1);
    }, 240_000);

    it('keeps a study that fails three times, with its reason, and has it tried again when it is asked to', async () => {
      await startPacs([1, 2], {
        gives: (files) =>
          Buffer.from(files[0] as Uint8Array).includes('SYNTHETIC-2') ? files.slice(1) : files,
      });
      service('watch', '--every', '1', '--settle', '1', '--retry', '1', ...queueUrl());
      const worker = service('worker', '--write-back', ...queueUrl());
      await expect
        .poll(
          () => worker.lines.filter(({ event, last }) => event === 'failed' && last === true),
          PATIENCE,
        )
        .toHaveLength(1);
      expect(of(worker, 'failed')).toEqual(['1.2.3.2', '1.2.3.2', '1.2.3.2']);
      const failed = await queueCommand('failed');
      expect([failed.code, failed.out]).toEqual([
        2,
        expect.stringMatching(/^1\.2\.3\.2 \(whole\), 3 attempts, .*gave 13 of the 14 objects/),
      ]);
      expect([reports(1), reports(2)]).toEqual([1, 0]);
      delete fake.quirks.gives;
      expect((await queueCommand('retry', '1.2.3.2')).out).toMatch(
        /1 piece of work is tried again/,
      );
      await expect.poll(() => reports(2), PATIENCE).toBe(1);
      expect((await queueCommand('first', '1.2.3.9')).code).toBe(2);
      expect((await queueCommand('status')).code).toBe(0);
    }, 240_000);

    it('holds the queue for everybody after an alarm, until it is resumed', async () => {
      await startPacs([1, 2], {
        coerces: (bytes) => {
          const text = Buffer.from(bytes);
          text.write('synthetic-', text.indexOf('SYNTHETIC-'));
          return new Uint8Array(text);
        },
      });
      service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const worker = service('worker', '--write-back', ...queueUrl());
      expect(await worker.ended).toBe(1);
      expect(worker.errors()).toMatch(/ALARM: 1\.2\.3\.[12]: the study does not answer any more/);
      const status = await queueCommand('status');
      expect([status.code, status.out]).toEqual([2, expect.stringMatching(/HELD/)]);
      const next = service('worker', '--write-back', ...queueUrl());
      await expect.poll(() => of(next, 'ready').length, PATIENCE).toBe(1);
      await wait(3000);
      expect(of(next, 'begun')).toEqual([]);
      expect((await queueCommand('resume')).code).toBe(0);
    }, 240_000);
  },
);

describe('npm run worker --workitems', () => {
  it('completes a work item of the PACS with the objects that it stored, and cancels one that holds nothing to analyze', async () => {
    await startPacs([1]);
    fake.archive.add(ctFile({ study: 2, date: watchedDays(Date.now()).to }));
    fake.worklist.schedule('1.9.1', workItem({ patientId: '' }));
    fake.worklist.schedule('1.9.2', workItem({ studies: ['1.2.3.2'], patientId: 'P2' }));
    const words = ['--workitems', 'ICH', '--station', 'TRIAGE1', '--every', '1', '--write-back'];
    const worker = serviceByNpm('worker', ...words);
    const items = (event: string) =>
      worker.lines.filter((line) => line.event === event).map(({ item }) => item);
    await expect.poll(() => items('completed'), PATIENCE).toEqual(['1.9.1']);
    await expect.poll(() => items('canceled'), PATIENCE).toEqual(['1.9.2']);
    const said = JSON.stringify(fake.worklist.items.get('1.9.1')?.dataset['00741216']);
    const results = fake.archive.ofStudy('1.2.3.1').slice(SLICES);
    expect(results.map(({ modality }) => modality).sort()).toEqual(['KO', 'OT', 'SR']);
    for (const { sopInstanceUid, seriesInstanceUid, sopClassUid } of results) {
      for (const uid of [sopInstanceUid, seriesInstanceUid, sopClassUid]) {
        expect(said).toContain(`"${uid}"`);
      }
    }
    worker.child.kill('SIGTERM');
    expect([await worker.ended, worker.errors()]).toEqual([0, '']);
  }, 120_000);
});
