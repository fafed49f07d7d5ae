import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_REDIS, REDIS, type RedisServer, startRedis } from '../../scripts/redis/start-redis.ts';
import { openBullMqQueue } from './bullmq-queue.ts';
import { MemoryQueue } from './memory-queue.ts';
import { LostWorkError, type StudyQueue, type StudyWork } from './study-queue.ts';

const WORK: StudyWork = { study: '1.1', stage: 'whole', objects: 30 };
const AT = `ich-triage-${'ab'.repeat(8)}:at:whole-1.1-30`;
const PATIENCE = { timeout: 30_000, interval: 20 };

/** A worker at a study, which keeps what came of it where it still may, when it is told to end. */
function worker(queue: StudyQueue) {
  const told = { begun: 0, kept: 0, failed: 0, left: [] as string[], troubles: [] as string[] };
  let finish: () => void = () => undefined;
  queue.consume(
    async (_, __, isOurs) => {
      told.begun += 1;
      await new Promise<void>((end) => {
        finish = end;
      });
      if (!(await isOurs())) throw new LostWorkError('another has it');
      told.kept += 1;
      return { urgency: null, summary: {} };
    },
    {
      onFailed: () => {
        told.failed += 1;
      },
      onStalled: () => undefined,
      onTrouble: (text) => told.troubles.push(text),
      onLeft: (_, why) => told.left.push(why),
      onDoubled: () => undefined,
    },
  );
  return { told, end: () => finish() };
}

it('is nobody else’s in memory', async () => {
  const queue = new MemoryQueue();
  await queue.add([WORK]);
  const { told, end } = worker(queue);
  await expect.poll(() => told.begun).toBe(1);
  end();
  await expect.poll(() => told.kept).toBe(1);
});

describe.skipIf(REDIS === null)(`work under way on a queue${NO_REDIS}`, () => {
  let server: RedisServer;
  let queue: StudyQueue;
  const open = () =>
    openBullMqQueue({ url: server.url, modelHash: 'ab'.repeat(32), lockMs: 60_000, graceMs: 0 });
  beforeEach(async () => {
    server = await startRedis();
    queue = await open();
    await queue.add([WORK]);
  });
  afterEach(async () => {
    await server.close();
    await queue.close();
  });
  const atWork = async () => {
    const one = worker(queue);
    await expect.poll(() => one.told.begun, PATIENCE).toBe(1);
    await expect.poll(() => server.command('EXISTS', AT), PATIENCE).toBe(':1\r\n');
    return one;
  };

  it('is not kept where another has it: it is left as the other has it, and is no failure', async () => {
    const { told, end } = await atWork();
    await server.command('SET', AT, 'another');
    end();
    await expect.poll(() => told.left, PATIENCE).toEqual(['lost']);
    expect([told.kept, told.failed]).toEqual([0, 0]);
    expect(await queue.counts()).toMatchObject({ active: 1, failed: 0, done: 0 });
    expect(await server.command('GET', AT)).toContain('another');
  }, 60_000);

  it('is not kept where another did it meanwhile, though it was claimed again since', async () => {
    const { told, end } = await atWork();
    const key = `bull:ich-triage-${'ab'.repeat(8)}`;
    await server.command('LREM', `${key}:active`, '1', 'whole-1.1-30');
    await server.command('ZADD', `${key}:completed`, '1', 'whole-1.1-30');
    end();
    await expect.poll(() => told.left, PATIENCE).toEqual(['lost']);
    expect(told.kept).toBe(0);
  }, 60_000);

  it('is kept though Redis is away, while its claim holds', async () => {
    const { told, end } = await atWork();
    await server.kill();
    end();
    await expect.poll(() => told.kept, PATIENCE).toBe(1);
  }, 60_000);

  it('is kept where Redis came back empty, and claimed again', async () => {
    const { told, end } = await atWork();
    await server.kill();
    await server.start();
    end();
    await expect.poll(() => told.kept, PATIENCE).toBe(1);
    expect([told.left, told.failed]).toEqual([[], 0]);
  }, 60_000);
});
