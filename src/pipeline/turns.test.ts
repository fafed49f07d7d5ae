import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTurn, type TurnState } from './turns.ts';

const study = (
  key: string,
  suspicion: number | null,
  more: Partial<TurnState> = {},
): TurnState => ({
  key,
  suspicion,
  closerLookDue: false,
  deaths: 0,
  ...more,
});
const nobody: ReadonlySet<TurnState> = new Set();

describe('the next turn', () => {
  it('is of a study without a first look, in order of arrival', () => {
    const queue = [study('a', 0.9, { closerLookDue: true }), study('b', null), study('c', null)];
    expect(nextTurn(queue, nobody, null)?.key).toBe('b');
    expect(nextTurn(queue, new Set(queue.slice(1, 2)), null)?.key).toBe('c');
  });

  it('is then of one to be looked at closer, and then of the most suspicious', () => {
    const queue = [study('a', 0.9), study('b', 0.4, { closerLookDue: true }), study('c', 0.95)];
    expect(nextTurn(queue, nobody, null)?.key).toBe('b');
    expect(nextTurn([study('a', 0.2), study('b', 0.7)], nobody, null)?.key).toBe('b');
  });

  it('does not let a first look that saw nothing spoil the order of the others', () => {
    const queue = [study('a', 0.1), study('blank', Number.NaN), study('b', 0.9)];
    expect(nextTurn(queue, nobody, null)?.key).toBe('blank');
    const [, blank] = queue;
    if (blank === undefined) throw new Error('no study');
    expect(nextTurn(queue, new Set([blank]), null)?.key).toBe('b');
  });

  it('is of the preferred study and nobody else’s', () => {
    const queue = [study('a', null), study('b', 0)];
    expect(nextTurn(queue, nobody, 'b')?.key).toBe('b');
    expect(nextTurn(queue, new Set(queue.slice(1)), 'b')).toBeUndefined();
    expect(nextTurn(queue, nobody, 'not in the queue')?.key).toBe('a');
  });

  it('is never given beside or before a study in whose turn a worker died, as long as another can go', () => {
    const suspect = study('a', 1, { deaths: 1 });
    const other = study('b', 0);
    expect(nextTurn([suspect, other], nobody, null)).toBe(other);
    expect(nextTurn([suspect, other], new Set([other]), null)).toBeUndefined();
    expect(nextTurn([suspect, other], new Set([suspect]), null)).toBeUndefined();
    expect(nextTurn([suspect], nobody, null)).toBe(suspect);
  });

  it('always comes where somebody waits and nobody has a turn: no queue stands still', () => {
    const anyStudy = fc.record({
      suspicion: fc.option(fc.double({ min: 0, max: 1 })),
      closerLookDue: fc.boolean(),
      deaths: fc.nat(1),
    });
    fc.assert(
      fc.property(fc.array(anyStudy, { minLength: 1 }), fc.nat(20), (states, preferred) => {
        const queue = states.map((state, at) => ({ ...state, key: String(at) }));
        expect(queue).toContain(nextTurn(queue, nobody, String(preferred)));
      }),
    );
  });
});
