import { expect, it } from 'vitest';
import { isPin, pauseAfter, pinToKeep } from './pin.ts';

it('a PIN is known again by its hash, under a salt of its own', async () => {
  const kept = await pinToKeep('4711', 1000);
  expect(JSON.stringify(kept)).not.toContain('4711');
  expect(await isPin('4711', kept)).toBe(true);
  expect(await isPin('4712', kept)).toBe(false);
  expect((await pinToKeep('4711', 1000)).hash).not.toBe(kept.hash);
});

it('takes 600,000 rounds where nothing else is said', async () => {
  expect((await pinToKeep('4711')).rounds).toBe(600_000);
});

it('each wrong try waits longer, half a minute at most', () => {
  expect([1, 2, 10].map(pauseAfter)).toEqual([1000, 2000, 30_000]);
});
