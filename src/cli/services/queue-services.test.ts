import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import {
  NO_REDIS,
  REDIS,
  type RedisServer,
  startRedis,
} from '../../../scripts/redis/start-redis.ts';
import { modelHashIn, openQueue } from './open-queue.ts';
import { of, PATIENCE, SLICES, servicesBed } from './services-bed.fixture.ts';

const bed = servicesBed(startFakePacs);
let redis: RedisServer | null = null;

const queueUrl = () => ['--queue', (redis as RedisServer).url];
const queueCommand = (...args: readonly string[]) => bed.queue(...args, ...queueUrl());

describe.skipIf(REDIS === null)(
  `npm run watch, worker and queue on a real Redis${NO_REDIS}`,
  () => {
    // One for all: of a Redis that has only just started workers take nothing for three seconds.
    beforeAll(async () => {
      redis = await startRedis();
    });
    beforeEach(async () => {
      await redis?.command('FLUSHALL');
    });
    afterAll(async () => {
      await redis?.close();
      redis = null;
    });

    it('stores the result of a study once, though its worker is killed in the middle of it', async () => {
      await bed.startPacs([1, 2]);
      bed.service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const first = bed.service('worker', '--write-back', '--lock', '2', ...queueUrl());
      // It hangs in a study, looked at or done whole: the PACS answers nobody who asks for a study's objects, and the worker, in a work, has
      // asked. (How many works it has begun says nothing: a study may be done before the other is looked at.)
      await expect.poll(() => of(first, 'looked').length, PATIENCE).toBeGreaterThan(0);
      bed.fake.quirks.waitsMs = 600_000;
      const before = bed.fake.requests.length;
      const hangs = () => {
        const asked = bed.fake.requests.slice(before);
        const ended = of(first, 'looked').length + of(first, 'result').length;
        const isIn = of(first, 'begun').length > ended;
        return isIn && asked.some((line) => /^GET \/studies\/[\d.]+(\/instances)?$/.test(line));
      };
      await expect.poll(hangs, PATIENCE).toBe(true);
      first.child.kill('SIGKILL');
      const underWay = of(first, 'begun').at(-1);
      bed.fake.quirks.waitsMs = 0;
      const second = bed.service('worker', '--write-back', '--lock', '2', ...queueUrl());
      await expect.poll(() => of(second, 'result').sort(), PATIENCE).toContain(underWay);
      await expect.poll(() => [bed.reports(1), bed.reports(2)], PATIENCE).toEqual([1, 1]);
      // What was under way may have been a look, of a study that the second does whole before that look's lock has run out.
      const told = (event: string) => of(first, event).length + of(second, event).length;
      await expect.poll(() => told('stalled'), PATIENCE).toBeGreaterThanOrEqual(1);
      await expect.poll(() => told('looked') + told('result'), PATIENCE).toBe(4);
      second.child.kill('SIGTERM');
      expect(await second.ended).toBe(0);
      expect((await queueCommand('status')).out).toMatch(/ 0 failed, 4 done\.$/m);
    }, 240_000);

    it('keeps nothing of a worker that was frozen for longer than its lock, and of whose study another has the result', async () => {
      await bed.startPacs([1]);
      bed.service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const keep = ['--write-back', '--out', bed.folder, '--lock', '2', ...queueUrl()];
      const frozen = bed.service('worker', ...keep);
      await expect.poll(() => of(frozen, 'looked').length, PATIENCE).toBe(1);
      // It does the whole of it, asks for the study's objects, as the watch does before, and is frozen until they have come.
      const isIn = () =>
        frozen.lines.some(({ event, stage }) => event === 'begun' && stage === 'whole');
      await expect.poll(isIn, { ...PATIENCE, interval: 2 }).toBe(true);
      bed.fake.quirks.waitsMs = 6000;
      const asked = () => bed.fake.requests.at(-1) ?? '';
      await expect.poll(asked, PATIENCE).toMatch(/^GET \/studies\/[\d.]+(\/instances)?$/);
      frozen.child.kill('SIGSTOP');
      bed.fake.quirks.waitsMs = 0;
      const other = bed.service('worker', ...keep);
      await expect.poll(() => of(other, 'result'), PATIENCE).toEqual(['1.2.3.1']);
      const stored = () => bed.fake.requests.filter((line) => line.startsWith('POST ')).length;
      expect(stored()).toBe(1);
      // What the other kept since is not written over by what is older.
      const record = join(bed.folder, '1.2.3.1', 'result.json');
      await writeFile(record, 'of the other');
      frozen.child.kill('SIGCONT');
      const left = () =>
        frozen.lines.filter(({ event, why }) => event === 'left' && why === 'lost');
      await expect.poll(() => left().length, PATIENCE).toBe(1);
      expect([of(frozen, 'result'), of(frozen, 'failed')]).toEqual([[], []]);
      expect([stored(), await readFile(record, 'utf8')]).toEqual([1, 'of the other']);
      expect((await queueCommand('status')).out).toMatch(/ 0 worked on, .* 0 failed, /m);
    }, 240_000);

    it('fetches a study once, though two workers wait for its look and for the whole of it', async () => {
      await bed.startPacs([1]);
      const workers = [1, 2].map(() => bed.service('worker', '--write-back', ...queueUrl()));
      const heard = (event: string) => workers.flatMap((one) => of(one, event));
      await expect.poll(() => heard('ready').length, PATIENCE).toBe(2);
      // Put in by hand: a watch gives the whole of it when it has settled, be the look done by then or not.
      const { url } = redis as RedisServer;
      const queue = await openQueue(url, false, await modelHashIn('models/tiny'));
      try {
        const work = { study: '1.2.3.1', objects: SLICES };
        await queue.add([{ ...work, stage: 'look' }]);
        // In the queue, too, which knows then who keeps what the look fetched.
        await expect.poll(async () => (await queue.counts()).done, PATIENCE).toBe(1);
        await queue.add([{ ...work, stage: 'whole' }]);
      } finally {
        await queue.close();
      }
      await expect.poll(() => heard('result'), PATIENCE).toEqual(['1.2.3.1']);
      const fetches = bed.fake.requests.filter((line) => line === 'GET /studies/1.2.3.1');
      expect(fetches).toHaveLength(1);
      const [result] = workers
        .flatMap(({ lines }) => lines)
        .filter(({ event }) => event === 'result');
      expect(result).toMatchObject({ fetchedBytes: 0, objects: SLICES });
    }, 240_000);

    it('fills a Redis that came back empty, and the PACS still holds one result', async () => {
      await bed.startPacs([1]);
      const watch = bed.service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const worker = bed.service('worker', '--write-back', ...queueUrl());
      await expect.poll(() => of(worker, 'result').length, PATIENCE).toBe(1);
      await redis?.kill();
      await expect.poll(() => of(watch, 'list-trouble').length, PATIENCE).toBe(1);
      await redis?.start();
      await expect.poll(() => of(worker, 'result').length, PATIENCE).toBe(2);
      expect(bed.reports(1)).toBe(1);
      expect(bed.fake.archive.ofStudy('1.2.3.1')).toHaveLength(SLICES + 3);
      expect(of(watch, 'list-whole').length).toBe(1);
    }, 240_000);

    it('keeps a study that fails three times, with its reason, and has it tried again when it is asked to', async () => {
      await bed.startPacs([1, 2], {
        gives: (files) =>
          Buffer.from(files[0] as Uint8Array).includes('SYNTHETIC-2') ? files.slice(1) : files,
      });
      bed.service('watch', '--every', '1', '--settle', '1', '--retry', '1', ...queueUrl());
      const worker = bed.service('worker', '--write-back', ...queueUrl());
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
      expect([bed.reports(1), bed.reports(2)]).toEqual([1, 0]);
      delete bed.fake.quirks.gives;
      expect((await queueCommand('retry', '1.2.3.2')).out).toMatch(
        /1 piece of work is tried again/,
      );
      await expect.poll(() => bed.reports(2), PATIENCE).toBe(1);
      expect((await queueCommand('first', '1.2.3.9')).code).toBe(2);
      expect((await queueCommand('status')).code).toBe(0);
    }, 240_000);

    it('holds the queue for everybody after an alarm, until it is resumed', async () => {
      await bed.startPacs([1, 2], {
        coerces: (bytes) => {
          const text = Buffer.from(bytes);
          text.write('synthetic-', text.indexOf('SYNTHETIC-'));
          return new Uint8Array(text);
        },
      });
      bed.service('watch', '--every', '1', '--settle', '1', ...queueUrl());
      const worker = bed.service('worker', '--write-back', ...queueUrl());
      expect(await worker.ended).toBe(1);
      expect(worker.errors()).toMatch(/ALARM: 1\.2\.3\.[12]: the study does not answer any more/);
      const status = await queueCommand('status');
      expect([status.code, status.out]).toEqual([2, expect.stringMatching(/HELD/)]);
      const next = bed.service('worker', '--write-back', ...queueUrl());
      await expect.poll(() => of(next, 'ready').length, PATIENCE).toBe(1);
      await wait(3000);
      expect(of(next, 'begun')).toEqual([]);
      expect((await queueCommand('resume')).code).toBe(0);
    }, 240_000);
  },
);
