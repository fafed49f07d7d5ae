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
    // Some of the ranking alone, as a filter leaves it.
    const some = ranksInPlace(rowsOf('72'), new Set(['was 2']));
    expect(some.map(({ rank, goesTo }) => [rank, goesTo])).toEqual([
      [2, null],
      [7, 2],
    ]);
  });
});
