import { afterEach, expect, it, vi } from 'vitest';
import { whenIdle } from './when-idle.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('works once when the browser is idle, and not at all when it is stopped before', () => {
  const asked: (() => void)[] = [];
  const cancelled: number[] = [];
  vi.stubGlobal('requestIdleCallback', (work: () => void) => asked.push(work));
  vi.stubGlobal('cancelIdleCallback', (id: number) => cancelled.push(id));
  const work = vi.fn();
  const stop = whenIdle(work);
  expect(work).not.toHaveBeenCalled();
  asked[0]?.();
  expect(work).toHaveBeenCalledOnce();
  stop();
  expect(cancelled).toEqual([1]);
});

it('works a little later where the browser does not tell when it is idle', () => {
  vi.stubGlobal('requestIdleCallback', undefined);
  vi.useFakeTimers();
  const [work, stopped] = [vi.fn(), vi.fn()];
  whenIdle(work);
  whenIdle(stopped)();
  vi.advanceTimersByTime(5000);
  expect(work).toHaveBeenCalledOnce();
  expect(stopped).not.toHaveBeenCalled();
});
