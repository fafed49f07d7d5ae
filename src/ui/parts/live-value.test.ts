import { expect, it, vi } from 'vitest';
import { liveValue } from './live-value.ts';

it('tells each listener of a value before set returns, and none that went', () => {
  const slice = liveValue(3);
  const seen: number[] = [];
  const gone = vi.fn();
  slice.subscribe(() => seen.push(slice.getState()));
  slice.subscribe(gone)();
  slice.set(7);
  slice.set(8);
  expect(seen).toEqual([7, 8]);
  expect(gone).not.toHaveBeenCalled();
});
