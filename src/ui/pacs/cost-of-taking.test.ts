import { expect, it } from 'vitest';
import { costOfTaking } from './cost-of-taking.ts';

const rows = (count: number, instances: number | null) =>
  Array.from({ length: count }, () => ({ instances }));

it('counts images, what they take of the browser, and the time of their analysis by the measured speed', () => {
  const cost = costOfTaking([...rows(200, 300), ...rows(3, null)], 20);
  expect(cost).toMatchObject({ images: 60_000, unstated: 3, minutes: 20, isMuch: true });
  expect(cost.gigabytes).toBeCloseTo(31.5, 1);
  expect(costOfTaking(rows(2, 30), null).minutes).toBeNull();
});

it.each([
  [50, 30, false],
  [51, 30, true],
  [20, 500, false],
  [20, 501, true],
  [51, null, true],
])('of %i studies of %s images it is much: %s', (count, images, isMuch) => {
  expect(costOfTaking(rows(count, images), 20).isMuch).toBe(isMuch);
});
