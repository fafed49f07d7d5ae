import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countElements } from './count-elements.ts';
import { readHeaders } from './read-headers.ts';
import { aSlice, deflated, EXPLICIT, IMPLICIT } from './slice.fixture.ts';

const MOST = 1_000_000;
/** The fixture's attributes before its pixels, and the seven of the meta group. */
const PLAIN = 21 + 7;

describe('countElements', () => {
  it.each([EXPLICIT, IMPLICIT])('counts a header in %s, sequences and all', (syntax) => {
    const items = [{ CodeValue: '1', CodeMeaning: 'one' }, { ConceptCodeSequence: [{}, {}] }, {}];
    expect(countElements(aSlice({ syntax }), 132, MOST)).toBe(PLAIN);
    const nested = aSlice({ syntax, more: { ConceptNameCodeSequence: items } });
    // The sequence, its three items, two values, a sequence with two items.
    expect(countElements(nested, 132, MOST)).toBe(PLAIN + 1 + 3 + 2 + 3);
  });

  it('ends where it is told to, and in every damaged file', () => {
    const whole = aSlice({ more: { ConceptNameCodeSequence: [{ CodeValue: '1' }] } });
    expect(countElements(whole, 132, 5)).toBe(6);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = whole.slice(0, length);
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          expect(countElements(bytes, 132, MOST)).toBeLessThan(whole.length);
        },
      ),
      { seed: 9, numRuns: 1000 },
    );
  });
});

it('a file of hundreds of thousands of elements or items is refused at once', () => {
  const items = aSlice({
    more: { ReferencedSeriesSequence: Array.from({ length: 300_000 }, () => ({})) },
  });
  // Not one element further than it takes to know: parsing them all took 3 s.
  expect(countElements(items, 132, 250_000)).toBe(250_001);
  for (const bytes of [items, deflated(items)]) {
    expect(readHeaders('a', bytes, { complete: true })).toMatchObject({
      reason: { code: 'broken', text: expect.stringContaining('250000 elements') },
    });
  }
});
