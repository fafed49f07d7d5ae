import { describe, expect, it } from 'vitest';
import { rowMoves } from './row-moves.ts';
import { visibleRange } from './visible-range.ts';

describe('rows that move', () => {
  it('start where they were and leave the others alone', () => {
    expect(rowMoves(['a', 'b', 'c'], ['c', 'b', 'a'], (index) => index * 10)).toEqual([
      { key: 'c', from: 20 },
      { key: 'a', from: -20 },
    ]);
  });

  it('are not those that are new', () => {
    expect(rowMoves(['a'], ['new', 'a'], (index) => index * 10)).toEqual([{ key: 'a', from: -10 }]);
  });
});

describe('the visible rows of a long list', () => {
  it('are those on the screen and four on either side', () => {
    expect(visibleRange(1000, 300, 50, 500)).toEqual({ first: 16, end: 30 });
  });

  it('stay within a short list', () => {
    expect(visibleRange(0, 300, 50, 3)).toEqual({ first: 0, end: 3 });
  });

  it('are none in an empty one', () => {
    expect(visibleRange(400, 300, 50, 0)).toEqual({ first: 0, end: 0 });
  });
});
