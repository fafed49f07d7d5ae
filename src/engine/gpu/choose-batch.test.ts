import { expect, it } from 'vitest';
import { AppError } from '#base';
import { chooseBatch } from './choose-batch.ts';
import type { Session } from './session.ts';

/** A device on which a batch takes `msOf` milliseconds; `log` says what was started and what was disposed of. */
function setup(msOf: (batch: number) => number, { fits = 16, startMs = 0 } = {}) {
  const log: string[] = [];
  let now = 0;
  const start = async (batch: number): Promise<Session> => {
    if (batch > fits) throw new AppError('engine-memory', 'full');
    log.push(`${batch} started`);
    now += startMs;
    return {
      batch,
      bytes: 0,
      rows: async (inputs) => {
        expect(inputs).toHaveLength(batch);
        now += msOf(batch);
        return [];
      },
      value: () => Promise.reject(new Error('not asked for')),
      dispose: () => log.push(`${batch} disposed`),
    };
  };
  const choose = (most = 16) =>
    chooseBatch({ start, most, input: new Float32Array(1), clock: () => now });
  return { choose, log };
}

it('keeps the batch with the least time a slice and gives the others back', async () => {
  const { choose, log } = setup((batch) => (batch <= 4 ? 6 + batch : 5 * batch));
  expect((await choose()).batch).toBe(4);
  expect(log.filter((line) => line.endsWith('disposed'))).toEqual([
    '1 disposed',
    '2 disposed',
    '8 disposed',
    '16 disposed',
  ]);
});

it('works with the smaller batch where a larger one does not fit', async () => {
  expect((await setup(() => 5, { fits: 2 }).choose()).batch).toBe(2);
  expect((await setup(() => 5).choose(8)).batch).toBe(8);
});

it('tries no larger one on a slow device', async () => {
  const { choose, log } = setup(() => 400);
  expect((await choose()).batch).toBe(1);
  expect(log).toEqual(['1 started']);
});

it('tries larger ones however long the first took to start, but not for ever', async () => {
  const { choose, log } = setup(() => 5, { startMs: 1000 });
  expect((await choose()).batch).toBe(4);
  expect(log.filter((line) => line.endsWith('started'))).toHaveLength(3);
});

it('says so where not even one slice fits', async () => {
  await expect(setup(() => 5, { fits: 0 }).choose()).rejects.toMatchObject({
    code: 'engine-memory',
  });
});
