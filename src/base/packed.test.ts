import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, unpacked, unpackedAt } from './packed.ts';

const value = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', 'CT', 0, -0, 1.5, Number.NaN, true),
  fc.array(fc.double(), { maxLength: 5 }),
  fc.constantFrom(Object.freeze([1, 2, 3]), Object.freeze({ id: 'P', sex: '' })),
  fc.record({ id: fc.string({ maxLength: 3 }), more: fc.option(fc.nat()) }),
  fc.constant(Object.assign(Object.create(null), { id: 'bare' })),
  fc.constant([3, 4].concat(Array(1))),
);
const record = fc.record({ a: value, b: value, c: value, d: value }, { noNullPrototype: true });
const list = fc.array(record, { minLength: 1, maxLength: 6 });

describe('a packed list', () => {
  it('is made again as it was, whatever it says alike with the list before', () => {
    fc.assert(
      fc.property(list, list, (before, now) => {
        const like = packed(before);
        const held = packed(now, like);
        if (held === null) throw new Error('Records of the same fields are packed.');
        expect(unpacked(held)).toStrictEqual(now);
        expect(now.map((_, at) => unpackedAt(held, at))).toStrictEqual(now);
        expect(Object.keys(unpackedAt(held, 0))).toEqual(Object.keys(now[0] ?? {}));
      }),
    );
  });

  it('holds what all say once, as that very value, and shares a record with the list before', () => {
    const patient = { id: 'P' };
    const slices = (study: string) =>
      [0, 1, 2].map((at) => ({ study, patient, kernel: 'H40', at, place: [0, 0, at * 5] }));
    const first = packed(slices('1'));
    const second = packed(slices('2'), first);
    const third = packed(slices('3'), second);
    expect(second?.like).toBe(first?.like);
    expect(second?.names).toBe(third?.names);
    expect(second?.names).toEqual({ alike: ['study'], apart: ['at', 'place'] });
    expect(second?.values[0]).toBe('2');
    if (second === null) return;
    expect(unpacked(second)).toStrictEqual(slices('2'));
    expect(unpackedAt(second, 1).patient).toBe(patient);
  });

  it('is none of nothing, and of records of other fields', () => {
    expect(packed([])).toBeNull();
    expect(packed<object>([{ a: 1 }, { a: 1, b: 2 }])).toBeNull();
    expect(packed<object>([{ a: 1 }, { b: 1 }])).toBeNull();
    expect(
      packed<object>([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toBeNull();
    const other = packed<object>([{ b: 1 }], packed<object>([{ a: 1 }]));
    expect(other?.like).toEqual({ b: 1 });
  });

  it('has no record beyond its ends', () => {
    const held = packed([{ a: 1 }]);
    if (held === null) return;
    for (const at of [-1, 1, Number.NaN]) expect(() => unpackedAt(held, at)).toThrow(RangeError);
  });
});
