import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_REDIS, REDIS, type RedisServer, startRedis } from '../../scripts/redis/start-redis.ts';
import { openBullMqQueue } from './bullmq-queue.ts';
import type { Consumer, StudyQueue, StudyWork } from './study-queue.ts';

const whole = (study: string): StudyWork => ({ study, stage: 'whole', objects: 30 });
const look = (study: string): StudyWork => ({ study, stage: 'look', objects: 30 });
const PATIENCE = { timeout: 20_000, interval: 10 };

let server: RedisServer;
let queue: StudyQueue;
let consumers: Consumer[];

/** A worker that keeps what it looked at until it does the whole of it, and ends a piece of work when it is told to. */
interface TestWorker {
  readonly begun: string[];
  readonly left: string[];
  /** What was not here any more when the whole was begun. */
  readonly fetchedAgain: string[];
  readonly consumer: Consumer;
  /** Ends what is under way, and waits until it is at the next, if `next`. */
  end(next?: boolean): Promise<void>;
}

function worker(urgency: (study: string) => number | null, keeps = true): TestWorker {
  const kept = new Set<string>();
  const begun: string[] = [];
  const left: string[] = [];
  const fetchedAgain: string[] = [];
  let finish: () => void = () => undefined;
  const consumer = queue.consume(
    async ({ study, stage }) => {
      if (stage === 'whole' && !kept.delete(study)) fetchedAgain.push(study);
      begun.push(`${stage} ${study}`);
      await new Promise<void>((end) => {
        finish = end;
      });
      if (stage === 'look') kept.add(study);
      return { urgency: stage === 'look' ? urgency(study) : null, summary: {} };
    },
    {
      onFailed: () => undefined,
      onStalled: () => undefined,
      onTrouble: () => undefined,
      onLeft: ({ study }) => left.push(study),
      onDoubled: () => undefined,
    },
    (study) => keeps && kept.has(study),
  );
  consumers.push(consumer);
  const end = async (next = true) => {
    const count = begun.length;
    finish();
    if (next) await expect.poll(() => begun.length, PATIENCE).toBeGreaterThan(count);
  };
  return { begun, left, fetchedAgain, consumer, end };
}

type Urgencies = Readonly<Record<string, number>>;

/** A worker that has looked at studies, and is at a look at one more. */
async function lookedAt(urgencies: Urgencies, last: string, keeps = true): Promise<TestWorker> {
  const one = worker((study) => urgencies[study] ?? 0, keeps);
  for (const study of Object.keys(urgencies)) {
    await queue.add([look(study)]);
    await expect.poll(() => one.begun.at(-1), PATIENCE).toBe(`look ${study}`);
    await one.end(false);
  }
  await queue.add([look(last)]);
  await expect.poll(() => one.begun.at(-1), PATIENCE).toBe(`look ${last}`);
  one.begun.length = 0;
  return one;
}

describe.skipIf(REDIS === null)(`two workers on a queue${NO_REDIS}`, () => {
  beforeEach(async () => {
    consumers = [];
    server = await startRedis();
    queue = await openBullMqQueue({ url: server.url, modelHash: 'ab'.repeat(32), graceMs: 0 });
  });
  afterEach(async () => {
    // What is under way is not waited for: it ends with its Redis.
    await server.close();
    await queue.close();
  });

  it.each([
    [0, 'say what they keep', true],
    [6, 'do not', false],
  ])(
    'fetch again %i of six studies as urgent where they %s',
    async (again, _, keeps) => {
      const one = await lookedAt({ '1.1': 3.9, '1.2': 3.7, '1.3': 3.5 }, '9.1', keeps);
      const two = await lookedAt({ '2.1': 3.8, '2.2': 3.6, '2.3': 3.4 }, '9.2', keeps);
      await queue.add(['1.1', '1.2', '1.3', '2.1', '2.2', '2.3'].map(whole));
      for (let round = 0; round < 3; round += 1) {
        await two.end();
        await one.end();
      }
      expect([...one.begun, ...two.begun]).toHaveLength(6);
      expect([...one.fetchedAgain, ...two.fetchedAgain]).toHaveLength(again);
    },
    60_000,
  );

  it.each<[string, Urgencies, Urgencies]>([
    ['is flagged', { '1.1': 26 }, { '2.1': 25.9 }],
    ['is flagged, and theirs is not', { '1.1': 20.1 }, { '2.1': 19.9 }],
    ['is a point more urgent', { '1.1': 4 }, { '2.1': 3 }],
  ])(
    'do what another one looked at first where it %s',
    async (_, ones, twos) => {
      await lookedAt(ones, '9.1');
      const two = await lookedAt(twos, '9.2');
      await queue.add([whole('2.1'), whole('1.1')]);
      await two.end();
      expect(two.begun).toEqual(['whole 1.1']);
    },
    60_000,
  );

  it('do first what was put first by hand, whoever looked at it', async () => {
    await lookedAt({ '1.1': 3 }, '9.1');
    const two = await lookedAt({ '2.1': 3 }, '9.2');
    await queue.add([whole('2.1'), whole('1.1')]);
    await queue.first('1.1');
    await two.end();
    expect(two.begun).toEqual(['whole 1.1']);
  }, 60_000);

  it('let one of their own go before a study three times at most: its worker may be dead', async () => {
    await lookedAt({ '1.1': 3 }, '9.1');
    const own = { '2.1': 3, '2.2': 3, '2.3': 3, '2.4': 3 };
    const two = await lookedAt(own, '9.2');
    await queue.add([whole('1.1'), ...Object.keys(own).map(whole)]);
    for (let round = 0; round < 5; round += 1) await two.end();
    expect(two.begun).toEqual(['2.1', '2.2', '2.3', '1.1', '2.4'].map((uid) => `whole ${uid}`));
    expect(two.fetchedAgain).toEqual(['1.1']);
  }, 60_000);

  it('leave a study to the idle one that looked at it, and do it where that one is dead', async () => {
    const one = await lookedAt({ '1.1': 3, '1.2': 30 }, '9.1');
    const two = worker(() => 0);
    await one.end(false);
    // Both wait now, and either may be given what comes.
    await expect.poll(() => queue.counts(), PATIENCE).toMatchObject({ active: 0, done: 3 });
    await queue.add([whole('1.1')]);
    await expect.poll(() => one.begun, PATIENCE).toEqual(['whole 1.1']);
    expect(two.begun).toEqual([]);
    two.left.length = 0;
    const stopped = one.consumer.stop();
    await one.end(false);
    await stopped;
    await queue.add([whole('1.2')]);
    await expect.poll(() => two.begun, PATIENCE).toEqual(['whole 1.2']);
    expect([two.left, two.fetchedAgain]).toEqual([['1.2'], ['1.2']]);
  }, 60_000);

  it('leave no study to one that is at work', async () => {
    const one = await lookedAt({ '1.1': 3 }, '9.1');
    const two = worker(() => 0);
    await queue.add([whole('1.1')]);
    await expect.poll(() => two.begun, PATIENCE).toEqual(['whole 1.1']);
    expect([two.left, one.begun]).toEqual([[], []]);
  }, 60_000);
});
