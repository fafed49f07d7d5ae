import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { busySeconds, cpuSecondsBelow, readStat, speedupAtBest } from './cpu-time.ts';

it('is read of a process whatever its name holds', () => {
  const text = '42 (a) b (c) S 7 42 42 0 -1 4194304 100 0 0 0 150 50 20 5 20 0 1 0 1000';
  expect(readStat(text)).toEqual({ pid: 42, parent: 7, seconds: 2.25 });
  expect(readStat('')).toBeNull();
});

it('is that of a process and all below it, and of nobody else', () => {
  const all = [
    { pid: 3, parent: 2, seconds: 4 },
    { pid: 1, parent: 0, seconds: 1 },
    { pid: 2, parent: 1, seconds: 2 },
    { pid: 9, parent: 0, seconds: 8 },
  ];
  expect([cpuSecondsBelow(1, all), cpuSecondsBelow(2, all)]).toEqual([7, 6]);
  expect(cpuSecondsBelow(undefined, all)).toBe(0);
});

it('is the machine’s without its idle and waiting time', () => {
  expect(busySeconds('cpu  100 10 50 9999 888 5 5 30 7 0\ncpu0 1 1 1 1\n')).toBe(2);
});

it.skipIf(!existsSync('/proc/self/stat'))('grows with work', () => {
  const before = cpuSecondsBelow(process.pid);
  for (const end = performance.now() + 200; performance.now() < end; ) Math.random();
  expect(cpuSecondsBelow(process.pid)).toBeGreaterThan(before);
});

it('allows a second worker as much as the cores leave beside those who serve', () => {
  const shares = { workers: 10, pacs: 3, queue: 0, watch: 1 };
  expect(speedupAtBest(shares, 20, 2)).toBeCloseTo(13 / 7);
  expect(speedupAtBest(shares, 20, 4)).toBe(2);
  expect(speedupAtBest(shares, 20, 1)).toBeCloseTo(13 / 14);
});

it('allows it less where one worker and those who serve it were at work at once', () => {
  const shares = { workers: 10, pacs: 3, queue: 0, watch: 1 };
  expect(speedupAtBest(shares, 11, 2)).toBeCloseTo(11 / 7);
  expect(speedupAtBest(shares, 11, 4)).toBe(2);
});
