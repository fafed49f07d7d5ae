import { expect, it } from 'vitest';
import { inLanes } from './in-lanes.ts';

it('keeps as many under way as there are lanes, and gives the results in order', async () => {
  let underWay = 0;
  let most = 0;
  const results = await inLanes(10, 3, async (index) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let turn = 0; turn <= (10 - index) % 4; turn += 1) await Promise.resolve();
    underWay -= 1;
    return index * index;
  });
  expect(results).toEqual([0, 1, 4, 9, 16, 25, 36, 49, 64, 81]);
  expect(most).toBe(3);
  expect(await inLanes(0, 3, async () => 1)).toEqual([]);
});

it('rejects with what the first failing piece does', async () => {
  const failing = inLanes(5, 2, async (index) => {
    if (index === 1) throw new Error('the second');
    return index;
  });
  await expect(failing).rejects.toThrow('the second');
});
