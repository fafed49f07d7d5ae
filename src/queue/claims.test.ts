import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_REDIS, REDIS, type RedisServer, startRedis } from '../../scripts/redis/start-redis.ts';
import { openBullMqQueue } from './bullmq-queue.ts';
import type { StudyQueue, StudyWork } from './study-queue.ts';

const WORK: StudyWork = { study: '1.1', stage: 'whole', objects: 30 };
const NAME = 'whole-1.1-30';
const KEY = `ich-triage-${'ab'.repeat(8)}`;
const PATIENCE = { timeout: 30_000, interval: 20 };

let server: RedisServer;
let queue: StudyQueue;

/** A worker that ends what it is at when it is told to. */
function worker(lockMs = 60_000) {
  const begun: string[] = [];
  const failed: string[] = [];
  const left: string[] = [];
  const doubled: string[] = [];
  let finish: () => void = () => undefined;
  return openBullMqQueue({ url: server.url, modelHash: 'ab'.repeat(32), lockMs }).then((own) => {
    own.consume(
      async ({ study }) => {
        begun.push(study);
        await new Promise<void>((end) => {
          finish = end;
        });
        return { urgency: null, summary: { by: 'this one' } };
      },
      {
        onFailed: (_, attempt, reason) => failed.push(`${attempt} ${reason}`),
        onStalled: () => undefined,
        onTrouble: () => undefined,
        onLeft: (_, why) => left.push(why),
        onDoubled: (name) => doubled.push(name),
      },
    );
    return { begun, failed, left, doubled, end: () => finish(), close: () => own.close() };
  });
}

/** What Redis says of a key. */
const saidOf = async (key: string) => (await server.command('GET', key)).split('\r\n')[1] ?? null;

describe.skipIf(REDIS === null)(`who is at which work, on a queue${NO_REDIS}`, () => {
  beforeEach(async () => {
    server = await startRedis();
    queue = await openBullMqQueue({ url: server.url, modelHash: 'ab'.repeat(32) });
  });
  afterEach(async () => {
    await server.close();
    await queue.close();
  });

  it('is known though Redis came back empty: a second worker neither begins it nor does it again', async () => {
    const one = await worker();
    await queue.add([WORK]);
    await expect.poll(() => one.begun, PATIENCE).toEqual(['1.1']);
    const two = await worker();
    await server.kill();
    await server.start();
    // As the watch does at every look at the list.
    await expect.poll(() => queue.add([WORK]).catch(() => 0), PATIENCE).toBe(1);
    await expect.poll(() => two.left, PATIENCE).toEqual(['at-work-elsewhere']);
    one.end();
    await expect.poll(() => [...one.left, ...two.left], PATIENCE).toContain('done');
    await expect.poll(() => queue.counts(), PATIENCE).toMatchObject({ done: 1, active: 0 });
    expect([one.begun, two.begun, one.doubled, two.doubled]).toEqual([['1.1'], [], [], []]);
    // An attempt that was no attempt counts for none.
    expect([one.failed, two.failed]).toEqual([[], []]);
  }, 90_000);

  it('is done once though it ended while Redis was away', async () => {
    const one = await worker();
    await queue.add([WORK]);
    await expect.poll(() => one.begun, PATIENCE).toEqual(['1.1']);
    const two = await worker();
    await server.kill();
    one.end();
    await server.start();
    await expect.poll(() => queue.add([WORK]).catch(() => 0), PATIENCE).toBe(1);
    await expect.poll(() => [...one.left, ...two.left], PATIENCE).toContain('done');
    expect([one.begun, two.begun]).toEqual([['1.1'], []]);
  }, 90_000);

  it('ends with the worker that is dead: another one has its study', async () => {
    await server.command('SET', `${KEY}:at:${NAME}`, 'dead', 'PX', '4000');
    const one = await worker(2000);
    await queue.add([WORK]);
    await expect.poll(() => one.left, PATIENCE).toContain('at-work-elsewhere');
    await expect.poll(() => one.begun, PATIENCE).toEqual(['1.1']);
    expect(await saidOf(`${KEY}:at:${NAME}`)).not.toBe('dead');
  }, 90_000);

  it('is told where two are at it all the same, and left free behind them', async () => {
    const one = await worker(2000);
    await queue.add([WORK]);
    await expect.poll(() => one.begun, PATIENCE).toEqual(['1.1']);
    const own = await saidOf(`${KEY}:at:${NAME}`);
    await server.command('SET', `${KEY}:at:${NAME}`, 'another');
    await expect.poll(() => one.doubled, PATIENCE).toEqual([NAME]);
    expect(await saidOf(`${KEY}:at:${NAME}`)).toBe('another');
    await server.command('SET', `${KEY}:at:${NAME}`, own ?? '');
    one.end();
    await expect.poll(() => saidOf(`${KEY}:at:${NAME}`), PATIENCE).toBe('');
    await expect.poll(() => queue.counts(), PATIENCE).toMatchObject({ done: 1 });
  }, 90_000);
});
