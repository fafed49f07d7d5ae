import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileShelf } from './file-shelf.ts';

const ids = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'b-1', ''), fc.nat(5)).map(([drop, at]) => `${drop}-${at}`),
  fc.constantFrom('a', 'a-', 'a-01', 'a-1025', 'a-1026', 'a-1027', 'a-99999999999', 'b\n-3', '7'),
);
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('set' as const), id: ids }),
    fc.record({ do: fc.constant('delete' as const), id: ids }),
    fc.record({ do: fc.constant('clear' as const), id: fc.constant('') }),
  ),
  { maxLength: 40 },
);

describe('the shelf of files', () => {
  it('says what a Map says, whatever is put there and taken away', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const shelf = new FileShelf();
        const map = new Map<string, Blob>();
        for (const { do: what, id } of taken) {
          const file = new Blob([id]);
          if (what === 'set') {
            shelf.set(id, file);
            map.set(id, file);
          } else if (what === 'delete') {
            shelf.delete(id);
            map.delete(id);
          } else {
            shelf.clear();
            map.clear();
          }
          expect(shelf.size).toBe(map.size);
          expect(shelf.get(id)).toBe(map.get(id));
          expect(shelf.has(id)).toBe(map.has(id));
        }
        expect(new Map(shelf)).toStrictEqual(map);
        expect(new Set(shelf.keys())).toEqual(new Set(map.keys()));
        expect([...shelf.values()]).toHaveLength(map.size);
        for (const [id, file] of map) expect(shelf.get(id)).toBe(file);
        shelf.forEach((file, id) => {
          expect(map.get(id)).toBe(file);
        });
      }),
      { numRuns: 300 },
    );
  });
});
