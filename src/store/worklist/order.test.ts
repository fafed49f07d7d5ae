import { describe, expect, it } from 'vitest';
import { ranksInPlace, shownOrder } from './order.ts';
import type { WorklistRow } from './selectors.ts';

describe('the order on the screen', () => {
  it('is the wanted one while nobody is in the list', () => {
    expect(shownOrder(['a', 'b'], ['b', 'a'], false)).toEqual({
      keys: ['b', 'a'],
      waiting: new Set(),
    });
  });

  it('stays under the reader’s hand, and says how many rows wait', () => {
    expect(shownOrder(['a', 'b', 'c'], ['c', 'a', 'b'], true)).toEqual({
      keys: ['a', 'b', 'c'],
      waiting: new Set(['c']),
    });
  });

  it('lets as few rows wait as make the order right', () => {
    for (const order of ['edcba', 'bcdea', 'acbed', 'badce', 'ebcda', 'abcde']) {
      const wanted = [...order];
      const keys = [...'abcde'];
      const { waiting } = shownOrder(keys, wanted, true);
      const staying = keys.filter((key) => !waiting.has(key));
      expect(staying).toEqual(wanted.filter((key) => !waiting.has(key)));
      // No set of rows that is larger by one stays in order.
      const orders = (picked: readonly string[]) =>
        `${picked}` === `${wanted.filter((key) => picked.includes(key))}`;
      const larger = Array.from({ length: 32 }, (_, bits) =>
        keys.filter((_key, at) => (bits & (1 << at)) !== 0),
      ).filter((picked) => picked.length > staying.length && orders(picked));
      expect(larger, order).toEqual([]);
    }
  });

  it('takes new studies at its end while it is held, and lets go of those that are gone', () => {
    expect(shownOrder(['a', 'gone', 'b'], ['new', 'a', 'b'], true)).toEqual({
      keys: ['a', 'b', 'new'],
      waiting: new Set(['new']),
    });
  });

  it('counts its ranks downwards while it is held, and says which one a row goes to', () => {
    const rowsOf = (ranks: string) =>
      [...ranks].map(
        (rank) => ({ key: `was ${rank}`, rank: Number(rank), goesTo: null }) as WorklistRow,
      );
    const shown = rowsOf('13452');
    const keys = shown.map(({ key }) => key);
    const wanted = [...keys].sort();
    const ranks = ranksInPlace(shown, shownOrder(keys, wanted, true).waiting);
    expect(ranks.map(({ rank, goesTo }) => [rank, goesTo])).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, null],
      [5, 2],
    ]);
    expect(ranks[0]).toBe(shown[0]);
    // Said again, they are the same objects: nothing of them is drawn anew.
    const again = ranksInPlace(shown, shownOrder(keys, wanted, true).waiting);
    expect(again.every((row, at) => row === ranks[at])).toBe(true);
    const more = ranksInPlace(shown, new Set(['was 2', 'was 5']));
    expect(more.map(({ goesTo }) => goesTo)).toEqual([null, null, null, 5, 2]);
    // Some of the ranking alone, as a filter leaves it.
    const some = ranksInPlace(rowsOf('72'), new Set(['was 2']));
    expect(some.map(({ rank, goesTo }) => [rank, goesTo])).toEqual([
      [2, null],
      [7, 2],
    ]);
  });
});
