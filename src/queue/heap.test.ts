import { expect, it } from 'vitest';
import { Heap } from './heap.ts';

/** Numbers in no order, always the same. */
const shuffled = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => (at * 7919) % count);

it('gives in order what was put in without', () => {
  const heap = new Heap<number>((one, other) => one < other);
  for (const one of [...shuffled(500), ...shuffled(500)]) heap.push(one);
  const taken = Array.from({ length: heap.size }, () => heap.pop());
  expect(taken).toEqual([...shuffled(500), ...shuffled(500)].sort((a, b) => a - b));
  expect(heap.pop()).toBeUndefined();
});

it.each([1000, 25_000])('compares no more than it has to among %i', (count) => {
  let compared = 0;
  const heap = new Heap<number>((one, other) => {
    compared += 1;
    return one < other;
  });
  for (const one of shuffled(count)) heap.push(one);
  compared = 0;
  heap.pop();
  heap.push(count >> 1);
  expect(compared).toBeLessThanOrEqual(3 * Math.ceil(Math.log2(count)));
});
