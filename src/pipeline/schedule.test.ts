import { describe, expect, it } from 'vitest';
import { closerLook, fullOrder, glanceOrder } from './schedule.ts';

describe('the order of slices', () => {
  it('glances at one slice in five, from the middle of the first five', () => {
    expect(glanceOrder(32)).toEqual([2, 7, 12, 17, 22, 27]);
  });

  it('looks closer at the highest glance and the slices beside it', () => {
    expect(closerLook(20, 7)).toEqual([7, 6, 8]);
    expect(closerLook(20, 0)).toEqual([0, 1]);
    expect(closerLook(20, 19)).toEqual([19, 18]);
  });

  it('glances at ten slices at most, however thin the slices are', () => {
    for (const count of [50, 51, 55, 99, 100, 320, 997]) {
      expect(glanceOrder(count).length).toBeLessThanOrEqual(10);
      expect(glanceOrder(count).length).toBeGreaterThanOrEqual(7);
      expect(Math.max(...glanceOrder(count))).toBeLessThan(count);
    }
  });

  it('glances at no short series', () => {
    expect([0, 1, 11].map((count) => glanceOrder(count).length)).toEqual([0, 0, 0]);
  });

  it('reads every slice once, outward from the suspicious ones', () => {
    expect(fullOrder(10, [7])).toEqual([7, 6, 8, 5, 9, 4, 3, 2, 1, 0]);
    expect(fullOrder(5, [])).toEqual([0, 1, 2, 3, 4]);
    for (const suspicious of [[], [0], [3, 11], [2, 6, 10]]) {
      const order = [...fullOrder(12, suspicious)].sort((a, b) => a - b);
      expect(order).toEqual(Array.from({ length: 12 }, (_, index) => index));
    }
  });
});
