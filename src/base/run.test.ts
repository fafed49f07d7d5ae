import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asRun, runAt } from './run.ts';

const all = (run: ReturnType<typeof asRun>, length: number) =>
  run === null ? null : Array.from({ length }, (_, at) => runAt(run, at));

describe('values that count on', () => {
  it.each([
    ['numbers', [1, 2, 3]],
    ['numbers downwards, by parts', [7.5, 5, 2.5, 0, -2.5]],
    ['texts that end in them', ['1.2.840.9', '1.2.840.10', '1.2.840.11']],
    ['texts downwards, to nothing', ['a-2', 'a-1', 'a-0']],
    ['texts of digits alone', ['9', '19', '29']],
    ['long numbers', ['5.20261128135240123', '5.20261128135240125']],
  ])('are held as a run: %s', (_, values) => {
    expect(all(asRun(values), values.length)).toStrictEqual(values);
  });

  it.each([
    ['one', [1]],
    ['none', []],
    ['a step that differs', [1, 2, 4]],
    ['a step that is not the same to the last bit', [0.1, 0.2, 0.3]],
    ['a zero below zero', [-0, 1]],
    ['zeros before a number', ['a-08', 'a-09', 'a-10']],
    ['another text', ['a1', 'b2']],
    ['a text among numbers', [1, '2', 3]],
    ['no number', ['a', 'b']],
    ['a number that is missing', ['a1', 'a']],
  ])('are none of %s', (_, values) => {
    expect(asRun(values)).toBeNull();
  });

  it('are never made otherwise than they were', () => {
    const text = fc
      .tuple(fc.constantFrom('', 'a', '1.2.', 'a0'), fc.nat(30))
      .map((two) => two.join(''));
    const values = fc.oneof(
      fc.array(text, { maxLength: 4 }),
      fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 4 }),
      fc.array(fc.double(), { maxLength: 4 }),
      fc
        .record({ from: fc.double(), step: fc.double() })
        .map(({ from, step }) => [from, from + step, from + step + step]),
    );
    fc.assert(
      fc.property(values, (given) => {
        const made = all(asRun(given), given.length);
        if (made !== null) expect(made).toStrictEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  it('hold the text of a run at hand where it is the same', () => {
    const like = asRun(['a drop of files-1', 'a drop of files-2']);
    expect(asRun(['a drop of files-7', 'a drop of files-9'], like)?.before).toBe(like?.before);
    expect(asRun(['b-7', 'b-9'], like)?.before).toBe('b-');
  });
});
