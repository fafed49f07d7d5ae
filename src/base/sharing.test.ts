import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sharing } from './sharing.ts';

it('holds what is said alike once, down to lists within records, and what is not as it came', () => {
  const like = {
    uid: '1.2.3',
    patient: { name: 'A', id: 'B' },
    checks: [{ text: 'x' }, { text: 'y' }],
  };
  const value = structuredClone({ ...like, uid: '1.2.4' });
  value.checks[1] = { text: 'z' };
  const held = sharing(value, like);
  expect(held).toStrictEqual(value);
  expect(held.patient).toBe(like.patient);
  expect(held.checks[0]).toBe(like.checks[0]);
  expect(held.checks[1]).not.toBe(like.checks[1]);
  expect(like.checks[1]).toEqual({ text: 'y' });
  expect(sharing(structuredClone(like), like)).toBe(like);
});

it('says what it said, whatever it is held beside: NaN, -0, missing, undefined and other kinds too', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ maxLength: 2 }),
      fc.constantFrom(null, undefined, Number.NaN, 0, -0, 1),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '0', 'length'), tie('value'), {
        noNullPrototype: true,
      }),
      fc.uint8Array({ maxLength: 3 }),
      fc.constantFrom(new Map([[1, 2]]), new Date(0)),
    ),
  }));
  fc.assert(
    fc.property(value, value, (one, like) => {
      const before = structuredClone([one, like]);
      expect(sharing(one, like)).toStrictEqual(one);
      expect([one, like]).toStrictEqual(before);
      expect(sharing(structuredClone(one), one)).toStrictEqual(one);
    }),
    { numRuns: 300 },
  );
});
