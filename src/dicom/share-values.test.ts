import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharingValues } from './share-values.ts';
import { aSlice, headerOf } from './slice.fixture.ts';

/** As a header comes from a worker: nothing of it is anybody else's. */
const arrived = (options: Parameters<typeof aSlice>[0], sourceId: string) =>
  structuredClone(headerOf(aSlice(options), sourceId));

describe('headers of one series', () => {
  it('state what they stated, and hold once what they state alike', () => {
    const more = { ImageOrientationPatient: [1, 0, 0, 0, 1, 0] };
    const first = arrived({ instance: 1, z: 0, more }, 'a');
    const second = arrived({ instance: 2, z: 5, more }, 'b');
    const held = sharingValues(second, first);
    expect(held).toStrictEqual(second);
    expect(held.patient).toBe(first.patient);
    expect(held.imageOrientationPatient).toBe(first.imageOrientationPatient);
    expect(held.sopInstanceUid).toBe(second.sopInstanceUid);
    expect(held.sourceId).toBe('b');
  });

  it('stay what they are whatever they are held beside, NaN and missing values too', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.constantFrom(null, undefined, Number.NaN, 0, -0),
      fc.array(fc.double(), { maxLength: 3 }),
      fc.record({ patientId: fc.string(), patientName: fc.string() }),
    );
    const header = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), value, {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(header, header, (one, like) => {
        // biome-ignore lint/suspicious/noExplicitAny: any record has to come through.
        expect(sharingValues(one as any, like as any)).toStrictEqual(one);
      }),
    );
  });
});
