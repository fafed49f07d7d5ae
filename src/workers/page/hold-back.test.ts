import { expect, it } from 'vitest';
import { holdBack } from './hold-back.ts';

it('lets work start at once where the reader does nothing', () => {
  expect(holdBack(() => 5).wait()).toBe(0);
});

it('holds work back for a moment after each thing the reader does', () => {
  let now = 0;
  const hold = holdBack(() => now);
  hold.giveWay();
  expect(hold.wait()).toBe(150);
  now = 100;
  expect(hold.wait()).toBe(50);
  hold.giveWay();
  expect(hold.wait()).toBe(150);
  now = 250;
  expect(hold.wait()).toBe(0);
});

it('holds work back until what the reader waits for is there, but not longer than it may', () => {
  let now = 0;
  const hold = holdBack(() => now, 1000);
  hold.giveWay();
  expect(hold.wait()).toBe(1000);
  now = 300;
  hold.soon();
  expect(hold.wait()).toBe(150);
  now = 400;
  hold.soon();
  now = 450;
  expect(hold.wait()).toBe(0);
  hold.soon();
  expect(hold.wait()).toBe(0);
  now = 500;
  hold.giveWay();
  now = 1500;
  expect(hold.wait()).toBe(0);
});

it('lets some work start every 1.5 s, however long the reader goes on', () => {
  let now = 0;
  const hold = holdBack(() => now);
  const started: number[] = [];
  for (; now <= 5000; now += 20) {
    hold.giveWay();
    if (hold.wait() === 0) started.push(now);
  }
  expect(started).toEqual([1500, 3000, 4500]);
});
