import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawElement } from './dataset.ts';
import { latin } from './raw-text.fixture.ts';
import { readIdentity } from './read-identity.ts';
import { aSlice, deflated, EXPLICIT, IMPLICIT } from './slice.fixture.ts';

/** ISO 2022 escapes, all three groups of a name, spaces that count. */
const NAME = latin('Yamada^Tarou^^Dr^Jr=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B');
const CHARACTER_SET = '\\ISO 2022 IR 87 ';

const ELEMENTS: readonly RawElement[] = [
  { tag: '00080005', vr: 'CS', value: latin(CHARACTER_SET) },
  { tag: '00080020', vr: 'DA', value: latin('20260102') },
  { tag: '00080050', vr: 'SH', value: latin(' A 1') },
  { tag: '00100010', vr: 'PN', value: NAME },
  { tag: '00100020', vr: 'LO', value: latin(' 007  ') },
  { tag: '00100021', vr: 'LO', value: latin('HOSPITAL') },
  { tag: '00200010', vr: 'SH', value: latin('S\0') },
];

const read = async (bytes: Uint8Array<ArrayBuffer>) => {
  const found = await readIdentity(new Blob([bytes]));
  if (!found.ok) throw new Error(found.reason.text);
  return found.value;
};
const valueAt = async (bytes: Uint8Array<ArrayBuffer>, tag: string) =>
  (await read(bytes)).elements.find((element) => element.tag === tag)?.value;

describe('readIdentity', () => {
  const file = (syntax: string) => aSlice({ syntax, rawElements: ELEMENTS });

  it.each([
    ['explicit VR', file(EXPLICIT)],
    ['implicit VR', file(IMPLICIT)],
    ['a deflated file', deflated(file(EXPLICIT))],
  ])('gives the very bytes of %s', async (_, bytes) => {
    const { elements } = await read(bytes);
    for (const { tag, value } of ELEMENTS) {
      expect([tag, elements.find((element) => element.tag === tag)?.value]).toEqual([tag, value]);
    }
  });

  it('lacks what the file lacks', async () => {
    const tags = (await read(file(EXPLICIT))).elements.map(({ tag }) => tag);
    expect(tags).not.toContain('00100030');
    expect(tags).toContain('0020000D');
  });

  it('copies a sequence with what nobody knows in it', async () => {
    const issuer: RawElement = {
      tag: '00100024',
      vr: 'SQ',
      value: {
        items: [
          [
            { tag: '00400032', vr: 'UT', value: latin('1.2.3.4 ') },
            { tag: '00400033', vr: 'CS', value: latin('ISO ') },
          ],
        ],
      },
    };
    expect(await valueAt(aSlice({ rawElements: [issuer] }), '00100024')).toEqual(issuer.value);
    const implicit = await valueAt(aSlice({ syntax: IMPLICIT, rawElements: [issuer] }), '00100024');
    expect(implicit).toMatchObject({
      items: [[{ tag: '00400032', vr: 'UN', value: latin('1.2.3.4 ') }, { tag: '00400033' }]],
    });
  });

  it('names one VR for what can have two, so that it can be written', async () => {
    const items = [
      [
        { tag: '00280120', vr: 'US', value: Uint8Array.of(1, 2) },
        { tag: '7FE00010', vr: 'OB', value: Uint8Array.of(3, 4) },
      ],
    ];
    const issuer: RawElement = { tag: '00100024', vr: 'SQ', value: { items } };
    const { elements } = await read(aSlice({ syntax: IMPLICIT, rawElements: [issuer] }));
    const written = aSlice({ rawElements: elements });
    expect(await valueAt(written, '00100024')).toEqual(issuer.value);
  });

  it('says when the image was made, and nothing where no date is one', async () => {
    const dated = (more: Parameters<typeof aSlice>[0]) => read(aSlice(more));
    expect(
      (await dated({ more: { StudyDate: '20260102', StudyTime: '030405.67' } })).madeAt,
    ).toEqual({ date: '20260102', time: '030405' });
    expect(
      (await dated({ more: { ContentDate: '20261399', StudyDate: '20260102' } })).madeAt,
    ).toEqual({ date: '20260102', time: '000000' });
    expect((await dated({})).madeAt).toBeNull();
  });

  it('does not hold what is no name or number of a patient', async () => {
    const huge = aSlice({
      rawElements: [{ tag: '00100020', vr: 'LO', value: new Uint8Array(40_000).fill(65) }],
    });
    expect(await readIdentity(new Blob([huge]))).toMatchObject({
      reason: { code: 'absurd-identity' },
    });
  });

  it('gives a reason for whatever bytes', async () => {
    const whole = file(EXPLICIT);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length }),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }),
        async (length, changes) => {
          const bytes = whole.slice(0, length);
          for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
          const found = await readIdentity(new Blob([bytes]));
          expect(found.ok || found.reason.text !== '').toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
