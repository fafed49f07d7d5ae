import { expect, it } from 'vitest';
import { isAbort } from '#base';
import { Slots } from './slots.ts';

/** Work that runs until it is let go. */
function held(slots: Slots, signal?: AbortSignal) {
  let end: () => void = () => undefined;
  let begun = false;
  const done = slots.run(async () => {
    begun = true;
    await new Promise<void>((resolve) => {
      end = resolve;
    });
  }, signal);
  return { done, end: () => end(), isBegun: () => begun };
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

it('lets so many run at once, the others in the order in which they came', async () => {
  const slots = new Slots(2);
  const all = [1, 2, 3, 4].map(() => held(slots));
  await soon();
  expect(all.map((one) => one.isBegun())).toEqual([true, true, false, false]);
  all[1]?.end();
  await soon();
  expect(all.map((one) => one.isBegun())).toEqual([true, true, true, false]);
  all[0]?.end();
  await soon();
  all[2]?.end();
  all[3]?.end();
  await Promise.all(all.map(({ done }) => done));
});

it('gives up what waits at once, though all that runs goes on, and loses no slot by it', async () => {
  const slots = new Slots(1);
  const stop = new AbortController();
  const first = held(slots);
  const given = held(slots, stop.signal);
  const last = held(slots);
  const why = given.done.catch((error: unknown) => error);
  stop.abort();
  expect(isAbort(await why)).toBe(true);
  expect([given.isBegun(), last.isBegun()]).toEqual([false, false]);
  first.end();
  await soon();
  expect(last.isBegun()).toBe(true);
  last.end();
  await last.done;
  const after = held(slots);
  await soon();
  expect(after.isBegun()).toBe(true);
  after.end();
  await after.done;
  await expect(slots.run(async () => 1, stop.signal)).rejects.toSatisfy(isAbort);
});
