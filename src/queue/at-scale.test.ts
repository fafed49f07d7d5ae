import { afterEach, describe, expect, it, vi } from 'vitest';
import { NO_REDIS, REDIS, type RedisServer, startRedis } from '../../scripts/redis/start-redis.ts';
import { openBullMqQueue } from './bullmq-queue.ts';
import { MemoryQueue } from './memory-queue.ts';
import type { ConsumerEvents, StudyQueue, StudyWork } from './study-queue.ts';

const MODEL = 'ab'.repeat(32);
const whole = (study: string): StudyWork => ({ study, stage: 'whole', objects: 30 });
const look = (study: string): StudyWork => ({ study, stage: 'look', objects: 30 });

const quiet: ConsumerEvents = {
  onFailed: () => undefined,
  onStalled: () => undefined,
  onTrouble: () => undefined,
  onLeft: () => undefined,
  onDoubled: () => undefined,
};

interface Bed {
  readonly queue: StudyQueue;
  /** What was asked of it so far: bytes of Redis; how often a piece of work was looked at. */
  asked(): Promise<number>;
  close(): Promise<void>;
}

let bed: Bed;
afterEach(() => bed.close());

let lookedAt = 0;

/** Counts how often anybody looks at what the work is of. */
const counted = (one: StudyWork): StudyWork => ({
  ...one,
  get study() {
    lookedAt += 1;
    return one.study;
  },
});

/** Does so many pieces of work, the most urgent first, and gives their studies. */
async function work(count: number): Promise<readonly string[]> {
  const { queue } = bed;
  const done: string[] = [];
  await queue.resume();
  await new Promise<void>((all) => {
    const consumer = queue.consume(async ({ study, stage }) => {
      done.push(study);
      if (done.length === count) {
        await queue.hold();
        void consumer.stop().then(all);
      }
      return { urgency: stage === 'look' ? 7 : null, summary: {} };
    }, quiet);
  });
  return done;
}

/** What it takes to do ten looks with what follows from them, and to put a study first, where so many studies wait. */
async function costWith(studies: number): Promise<number> {
  const { queue, asked } = bed;
  const works = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `1.${studies}.${from + at}`)
      .flatMap((uid) => [whole(uid), look(uid)])
      .map(counted);
  await queue.add(works(0, studies));
  const before = await asked();
  await work(10);
  const last = `1.${studies}.${studies - 1}`;
  expect(await queue.first(last)).toBe(true);
  expect(await work(2)).toEqual([last, last]);
  expect(await queue.counts()).toMatchObject({ failed: 0, active: 0 });
  return (await asked()) - before;
}

function atScale(start: () => Promise<Bed>): void {
  it('costs no more to do a study, and to put one first, where many wait', async () => {
    bed = await start();
    const few = await costWith(100);
    expect(few).toBeGreaterThan(0);
    const many = await costWith(2000);
    expect(many).toBeLessThan(1.5 * few);
  }, 60_000);

  it('asks after what is there by its name alone', async () => {
    bed = await start();
    const works = Array.from({ length: 1200 }, (_, at) => counted(whole(`1.${at}`)));
    expect(await bed.queue.add(works)).toBe(1200);
    const before = await bed.asked();
    expect(await bed.queue.add([...works, whole('1.1200')])).toBe(1);
    expect((await bed.asked()) - before).toBeLessThan(150 * 1200);
  }, 60_000);
}

describe('in memory', () => {
  atScale(async () => {
    lookedAt = 0;
    return { queue: new MemoryQueue(), asked: async () => lookedAt, close: async () => undefined };
  });
});

const bytesOf = async (server: RedisServer): Promise<number> => {
  const told = await server.command('INFO', 'stats');
  const all = [...told.matchAll(/^total_net_(?:in|out)put_bytes:(\d+)/gm)];
  return all.reduce((sum, [, value]) => sum + Number(value), 0);
};

describe.skipIf(REDIS === null)(`on Redis by BullMQ${NO_REDIS}`, () => {
  const onRedis = async (): Promise<Bed & { readonly server: RedisServer }> => {
    const server = await startRedis();
    const queue = await openBullMqQueue({ url: server.url, modelHash: MODEL, graceMs: 0 });
    const close = async () => {
      await queue.close();
      await server.close();
    };
    return { server, queue, asked: () => bytesOf(server), close };
  };
  atScale(onRedis);

  it('is not asked after each piece of work at every look at a list, until it was emptied or started again', async () => {
    const own = await onRedis();
    bed = own;
    const costOf = async (count: number) => {
      const works = Array.from({ length: count }, (_, at) => whole(`1.${count}.${at}`));
      expect(await bed.queue.add(works)).toBe(count);
      const before = await own.asked();
      expect(await bed.queue.add(works)).toBe(0);
      return (await own.asked()) - before;
    };
    await costOf(10);
    const few = await costOf(100);
    expect(await costOf(3000)).toBeLessThan(1.2 * few);
    const works = [whole('1.1'), look('1.1'), whole('1.2')];
    expect(await bed.queue.add(works)).toBe(3);
    expect(await bed.queue.add([...works, whole('1.3')])).toBe(1);
    // Less was listed since, so of the rest nothing is known, and it is asked after.
    expect(await bed.queue.add([whole('1.2')])).toBe(0);
    expect(await bed.queue.add(works)).toBe(0);
    await own.server.command('FLUSHALL');
    expect(await bed.queue.add(works)).toBe(3);
    await own.server.kill();
    await own.server.start();
    await expect.poll(() => bed.queue.add(works).catch(() => null), { timeout: 20_000 }).toBe(3);
    expect(await bed.queue.add(works)).toBe(0);
  }, 60_000);

  it('finds what was removed by hand, a while later', async () => {
    const own = await onRedis();
    bed = own;
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const works = [whole('1.1'), whole('1.2')];
      expect(await bed.queue.add(works)).toBe(2);
      await own.server.command('DEL', `bull:ich-triage-${MODEL.slice(0, 16)}:whole-1.1-30`);
      expect(await bed.queue.add(works)).toBe(0);
      vi.advanceTimersByTime(5 * 60_000);
      expect(await bed.queue.add(works)).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  }, 60_000);

  it('says where Redis drops what it holds when it is full', async () => {
    const own = await onRedis();
    bed = own;
    expect(await bed.queue.risk()).toBeNull();
    await own.server.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await bed.queue.risk()).toBeNull(); // It knows no limit.
    await own.server.command('CONFIG', 'SET', 'maxmemory', '100mb');
    expect(await bed.queue.risk()).toContain('allkeys-lru');
    await own.server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    expect(await bed.queue.risk()).toBeNull();
  }, 60_000);

  it.each([
    [3_700_000, 'over an hour ahead of'],
    [-70_000, 'over a minute behind'],
  ])(
    'says where the clock is wrong by %i ms, and tries again and ends its work all the same',
    async (wrong, how) => {
      const own = await onRedis();
      const queue = await openBullMqQueue({
        ...{ url: own.server.url, modelHash: MODEL, graceMs: 0, retryMs: 50, lockMs: 1000 },
      });
      bed = { ...own, close: () => queue.close().then(own.close) };
      expect(await queue.risk()).toBeNull();
      const real = Date.now;
      const now = vi.spyOn(Date, 'now').mockImplementation(() => real() + wrong);
      try {
        expect(await queue.risk()).toContain(`the clock of this machine is ${how} that of Redis`);
        await queue.add([whole('1.1'), whole('1.2')]);
        const tries: string[] = [];
        const consumer = queue.consume(async ({ study }) => {
          tries.push(study);
          if (study === '1.1') throw new Error('it fails');
          // Longer than its lock, which is renewed.
          await new Promise((done) => setTimeout(done, 2500));
          return { urgency: null, summary: {} };
        }, quiet);
        const ended = { active: 0, delayed: 0, failed: 1, done: 1 };
        await expect.poll(() => queue.counts(), { timeout: 30_000 }).toMatchObject(ended);
        expect(tries.sort()).toEqual(['1.1', '1.1', '1.1', '1.2']);
        await consumer.stop();
      } finally {
        now.mockRestore();
      }
    },
    60_000,
  );

  it('remembers no name of what is done, and puts first what a former version put in, which took no names down', async () => {
    const own = await onRedis();
    bed = own;
    const of = (study: string) => `ich-triage-${MODEL.slice(0, 16)}:of:${study}`;
    await bed.queue.add([whole('1.1'), whole('1.2'), whole('1.3')]);
    await own.server.command('DEL', of('1.3'));
    expect(await bed.queue.first('1.4')).toBe(false);
    expect(await bed.queue.first('1.3')).toBe(true);
    expect(await work(2)).toEqual(['1.3', '1.1']);
    await expect.poll(() => own.server.command('EXISTS', of('1.1'))).toBe(':0\r\n');
    expect(await own.server.command('EXISTS', of('1.2'))).toBe(':1\r\n');
  });
});
