import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_REDIS, REDIS, type RedisServer, startRedis } from '../../scripts/redis/start-redis.ts';
import { openBullMqQueue } from './bullmq-queue.ts';
import { MemoryQueue } from './memory-queue.ts';
import {
  type Consumer,
  type ConsumerEvents,
  HopelessError,
  type StudyQueue,
  type StudyWork,
} from './study-queue.ts';

const RETRY_MS = 60;
const whole = (study: string, objects: number | null = 30): StudyWork => ({
  study,
  stage: 'whole',
  objects,
});
const look = (study: string): StudyWork => ({ study, stage: 'look', objects: 5 });
const name = ({ study, stage }: StudyWork) => `${stage} ${study}`;

interface Bed {
  open(): Promise<StudyQueue>;
  close(): Promise<void>;
}

let queue: StudyQueue;
let consumer: Consumer | null;
let troubles: string[];
let failures: string[];

const events: ConsumerEvents = {
  onFailed: (work, attempt, reason, isLast) => {
    failures.push(`${name(work)} ${attempt} ${reason}${isLast ? ' for good' : ''}`);
  },
  onStalled: (id) => troubles.push(`stalled ${id}`),
  onTrouble: (text) => troubles.push(text),
  onLeft: () => undefined,
  onDoubled: () => undefined,
};

/** Takes work until so many pieces ended, and gives them in their order. */
async function work(
  count: number,
  handle: (work: StudyWork) => Promise<number | null> = async () => null,
): Promise<readonly string[]> {
  const done: string[] = [];
  await new Promise<void>((all) => {
    consumer = queue.consume(async (one) => {
      try {
        return { urgency: await handle(one), summary: { of: one.study } };
      } finally {
        done.push(name(one));
        if (done.length === count) setTimeout(all, 20);
      }
    }, events);
  });
  return done;
}

function contract(start: () => Promise<Bed>): void {
  let bed: Bed;
  beforeEach(async () => {
    troubles = [];
    failures = [];
    consumer = null;
    bed = await start();
    queue = await bed.open();
  });
  afterEach(async () => {
    await consumer?.stop();
    await queue.close();
    await bed.close();
  });

  it('gives each study once, however often it is put in, and a grown one again', async () => {
    expect(await queue.add([whole('1.1'), whole('1.2'), whole('1.1')])).toBe(2);
    expect(await queue.add([whole('1.1'), look('1.1'), whole('1.1', 60)])).toBe(2);
    expect(await queue.counts()).toMatchObject({ waiting: 4, active: 0, failed: 0, done: 0 });
    const done = await work(4);
    expect([...done].sort()).toEqual(['look 1.1', 'whole 1.1', 'whole 1.1', 'whole 1.2']);
    await consumer?.stop();
    expect(await queue.counts()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0, done: 4 });
    expect(await queue.add([whole('1.1'), { ...look('1.1'), objects: 9 }])).toBe(0);
    // As many, and not the same.
    expect(await queue.add([{ ...whole('1.1'), state: 'ab12' }])).toBe(1);
    expect(await queue.add([{ ...whole('1.1'), state: '' }])).toBe(0);
  });

  it('looks first, and then goes by what the looks found; what came by hand goes before', async () => {
    await queue.add(['1.1', '1.2', '1.3', '1.4'].flatMap((uid) => [whole(uid), look(uid)]));
    expect(await queue.first('1.4')).toBe(true);
    expect(await queue.first('1.9')).toBe(false);
    const urgency: Record<string, number> = { '1.1': 4, '1.2': 38, '1.3': 12, '1.4': 0 };
    const done = await work(8, async ({ study, stage }) =>
      stage === 'look' ? (urgency[study] ?? null) : null,
    );
    expect([...done.slice(0, 2)].sort()).toEqual(['look 1.4', 'whole 1.4']);
    // A flag that a look found goes before the looks that are left.
    expect(done.slice(2)).toEqual([
      'look 1.1',
      'look 1.2',
      'whole 1.2',
      'look 1.3',
      'whole 1.3',
      'whole 1.1',
    ]);
  });

  it('remembers what a look found until the study is whole', async () => {
    await queue.add([look('1.1'), look('1.2')]);
    await work(2, async ({ study }) => (study === '1.2' ? 40 : 3));
    await consumer?.stop();
    await queue.add([whole('1.1'), whole('1.3'), whole('1.2')]);
    expect(await work(3)).toEqual(['whole 1.2', 'whole 1.3', 'whole 1.1']);
  });

  it('tries three times, then keeps it with its reason until it is to be tried again', async () => {
    await queue.add([whole('1.1'), whole('1.2')]);
    const done = await work(4, async ({ study }) => {
      if (study === '1.1') throw new Error('the PACS answered 404');
      return null;
    });
    expect(done.filter((one) => one === 'whole 1.1')).toHaveLength(3);
    await expect.poll(() => failures).toHaveLength(3);
    expect(failures.at(-1)).toBe('whole 1.1 3 the PACS answered 404 for good');
    expect(failures[0]).toBe('whole 1.1 1 the PACS answered 404');
    expect(await queue.failed()).toMatchObject([
      { study: '1.1', stage: 'whole', attempts: 3, reason: 'the PACS answered 404' },
    ]);
    // Putting it in again is no way round: it would be tried for ever.
    expect(await queue.add([whole('1.1')])).toBe(0);
    await consumer?.stop();
    expect(await queue.retry('1.7')).toBe(0);
    expect(await queue.retry('1.1')).toBe(1);
    expect(await work(1)).toEqual(['whole 1.1']);
    await consumer?.stop();
    expect(await queue.counts()).toMatchObject({ failed: 0, done: 2 });
  });

  it('tries once what is hopeless', async () => {
    await queue.add([whole('1.1')]);
    await work(1, async () => {
      throw new HopelessError('nothing is written after the alarm');
    });
    await expect.poll(() => failures).toHaveLength(1);
    expect(failures[0]).toMatch(/^whole 1\.1 1 nothing is written.* for good$/);
  });

  it('is held and resumed', async () => {
    await queue.hold();
    await queue.add([whole('1.1')]);
    expect(await queue.isHeld()).toBe(true);
    const done = work(1);
    await new Promise((wait) => setTimeout(wait, 200));
    expect(await queue.counts()).toMatchObject({ waiting: 1, done: 0 });
    await queue.resume();
    expect(await done).toEqual(['whole 1.1']);
  });

  it('stops when what is under way is done, and leaves the rest', async () => {
    await queue.add([whole('1.1'), whole('1.2')]);
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((started) => {
      consumer = queue.consume(async () => {
        started();
        await new Promise<void>((end) => {
          finish = end;
        });
        return { urgency: null, summary: {} };
      }, events);
    });
    await begun;
    const stopped = consumer?.stop();
    finish();
    await stopped;
    expect(await queue.counts()).toMatchObject({ waiting: 1, active: 0, done: 1 });
  });
}

describe('in memory', () => {
  contract(async () => ({ open: async () => new MemoryQueue(RETRY_MS), close: async () => {} }));
});

const ofRedis = (server: RedisServer, times: { lockMs?: number; answerMs?: number } = {}) =>
  openBullMqQueue({
    url: server.url,
    modelHash: 'ab'.repeat(32),
    retryMs: RETRY_MS,
    lockMs: 2000,
    graceMs: 0,
    ...times,
  });

describe.skipIf(REDIS === null)(`on Redis by BullMQ${NO_REDIS}`, () => {
  contract(async () => {
    const server = await startRedis();
    return { open: () => ofRedis(server), close: () => server.close() };
  });

  it('is in trouble while Redis is away, and goes on when it is back, empty', async () => {
    const server = await startRedis();
    try {
      const own = await ofRedis(server, { answerMs: 1000 });
      const done: string[] = [];
      const seen: string[] = [];
      const worker = own.consume(
        async ({ study }) => {
          done.push(study);
          return { urgency: null, summary: {} };
        },
        { ...events, onTrouble: (text) => seen.push(text) },
      );
      await own.add([whole('1.1')]);
      await expect.poll(() => done).toEqual(['1.1']);
      await server.kill();
      await expect(own.add([whole('1.2')])).rejects.toMatchObject({ code: 'queue-unreachable' });
      await expect(own.counts()).rejects.toMatchObject({ code: 'queue-unreachable' });
      await server.start();
      await expect
        .poll(() => own.add([whole('1.1'), whole('1.2')]).catch(() => 0), { timeout: 20_000 })
        .toBe(2);
      await expect.poll(() => done, { timeout: 20_000 }).toEqual(['1.1', '1.1', '1.2']);
      expect(seen.length).toBeGreaterThan(0);
      await worker.stop();
      await own.close();
    } finally {
      await server.close();
    }
  }, 60_000);

  it('says that a Redis that is full takes nothing, and loses nothing that it took', async () => {
    const server = await startRedis();
    try {
      const own = await ofRedis(server);
      await own.add([whole('1.1')]);
      await server.command('CONFIG', 'SET', 'maxmemory', '1');
      await expect(own.add([whole('1.2')])).rejects.toMatchObject({
        code: 'queue-unreachable',
        message: expect.stringMatching(/OOM/),
      });
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
      expect(await own.add([whole('1.1'), whole('1.2')])).toBe(1);
      await own.close();
    } finally {
      await server.close();
    }
  });

  it('gives the study of a worker that is silent to another', async () => {
    const server = await startRedis();
    try {
      const own = await ofRedis(server, { lockMs: 600 });
      await own.add([whole('1.1')]);
      const { Worker } = await import('bullmq');
      const { port } = new URL(server.url);
      // One that never renews its lock, as a process that was killed.
      const dead = new Worker('ich-triage-abababababababab', null, {
        connection: { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null },
        lockDuration: 600,
      });
      expect((await dead.getNextJob('token'))?.data).toMatchObject({ study: '1.1' });
      const stalled: string[] = [];
      const done: string[] = [];
      const worker = own.consume(
        async ({ study }) => {
          done.push(study);
          return { urgency: null, summary: {} };
        },
        { ...events, onStalled: (id) => stalled.push(id) },
      );
      await expect.poll(() => done, { timeout: 20_000 }).toEqual(['1.1']);
      expect(stalled).toEqual(['whole-1.1-30']);
      await worker.stop();
      await dead.close();
      await own.close();
    } finally {
      await server.close();
    }
  }, 60_000);

  it('is an error soon where nobody listens', async () => {
    const options = { url: 'redis://127.0.0.1:1', modelHash: 'ab'.repeat(32), answerMs: 100 };
    await expect(openBullMqQueue(options)).rejects.toMatchObject({ code: 'queue-unreachable' });
  });
});
