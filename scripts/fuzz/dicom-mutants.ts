import fc from 'fast-check';
import type { Dataset, RawElement } from '#dicom';
import {
  NAMES,
  type Named,
  SYNTAXES,
  type SyntaxName,
  type Variant,
  writeSlice,
} from './dicom-base.ts';

/** What is done to a slice. Each leaves a file that means what the base means, or that can be seen to be wrong. */
export type Mutation =
  | { readonly kind: 'cut'; readonly part: number }
  | { readonly kind: 'tail'; readonly bytes: Uint8Array }
  | { readonly kind: 'drop'; readonly name: Named }
  | { readonly kind: 'empty'; readonly name: Named }
  | { readonly kind: 'respell'; readonly name: Spelled; readonly text: string }
  | { readonly kind: 'garble'; readonly name: Spelled; readonly text: string }
  | { readonly kind: 'strange'; readonly elements: readonly RawElement[] }
  | { readonly kind: 'shape'; readonly changed: Dataset }
  | { readonly kind: 'claim'; readonly uid: string }
  | { readonly kind: 'stream-cut'; readonly part: number }
  | { readonly kind: 'stream-split'; readonly parts: readonly number[] }
  | { readonly kind: 'stream-tail'; readonly bytes: Uint8Array }
  | { readonly kind: 'no-fragments' }
  | { readonly kind: 'length'; readonly at: number; readonly length: number };

/** One mutant: a syntax, and what is done to it. */
export interface Mutant {
  readonly syntax: SyntaxName;
  readonly mutations: readonly Mutation[];
}

type Spelled =
  | 'RescaleIntercept'
  | 'RescaleSlope'
  | 'PixelSpacing'
  | 'ImagePositionPatient'
  | 'InstanceNumber';

/** The same numbers as the base's, as PS3.5 6.2 allows them to be written. */
const SAME: Readonly<Record<Spelled, readonly string[]>> = {
  RescaleIntercept: [' -1024', '-1024 ', '-1024.0', '-1.024E3', '-1024.', '-01024', '-1.024e+03'],
  RescaleSlope: ['+1', '1.0', ' 1 ', '01', '1E0', '1.', '10e-1', '1.000000'],
  PixelSpacing: [' 0.75 \\ 0.5 ', '.75\\.5', '7.5E-1\\5e-1', '0.750000\\0.500000', '+.75\\+.5'],
  ImagePositionPatient: ['-10.5\\-20.25\\+35', ' -1.05E1\\-2.025e1\\35.0', '-10.50\\-20.25\\35. '],
  InstanceNumber: [' 7', '7 ', '+7', '007'],
};
/** What no reader may take for a number, least of all for another one. */
const BROKEN = [
  '-1024,0',
  '1e',
  '--1',
  '1 024',
  '0x10',
  'NaN',
  'Infinity',
  '1e999',
  '٣',
  '−1',
  '1..0',
  '7a',
  '1e5e',
  '$1',
  'true',
  '\u0000',
];

const SHAPES: readonly Dataset[] = [
  { Rows: 33 },
  { Rows: 35 },
  { Columns: 44 },
  { Columns: 46 },
  { Rows: 68, Columns: 90 },
  { Rows: 65535, Columns: 65535 },
  { Rows: 0 },
  { SamplesPerPixel: 3 },
  { BitsAllocated: 8 },
  { BitsAllocated: 32 },
  { BitsAllocated: 12 },
  { BitsStored: 0 },
  { BitsStored: 17 },
  { HighBit: 15 },
  { HighBit: 3 },
  { PhotometricInterpretation: 'PALETTE COLOR' },
  { PhotometricInterpretation: 'YBR_FULL' },
];

const part = fc.double({ min: 0, max: 0.999, noNaN: true });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
const spelled = fc.constantFrom(...(Object.keys(SAME) as Spelled[]));
const names = fc.constantFrom(...NAMES);
/** Odd groups are private (PS3.5 7.8): they mean nothing to a reader. */
const privateElement: fc.Arbitrary<RawElement> = fc
  .record({
    tag: fc
      .tuple(fc.nat({ max: 0x3ff }), fc.nat({ max: 0xfff }))
      .map(([group, element]) =>
        ((0x0009 + 2 * group) * 0x10000 + 0x1000 + element)
          .toString(16)
          .padStart(8, '0')
          .toUpperCase(),
      )
      .filter((tag) => tag > '00080000'),
    vr: fc.constantFrom('LO', 'UN', 'OB', 'SQ', 'UT', 'DS', 'US', 'FD', 'ZZ'),
    value: bytes,
  })
  .map((element) => (element.vr === 'SQ' ? { ...element, value: { items: [[]] } } : element));

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), part }),
  fc.record({ kind: fc.constant('tail' as const), bytes }),
  fc.record({ kind: fc.constant('drop' as const), name: names }),
  fc.record({ kind: fc.constant('empty' as const), name: names }),
  spelled.chain((name) =>
    fc.constantFrom(...SAME[name]).map((text) => ({ kind: 'respell' as const, name, text })),
  ),
  fc.record({
    kind: fc.constant('garble' as const),
    name: spelled,
    text: fc.oneof(
      fc.constantFrom(...BROKEN),
      fc.string({ maxLength: 12 }).filter((text) => !/\d/.test(text)),
    ),
  }),
  fc.record({
    kind: fc.constant('strange' as const),
    elements: fc.uniqueArray(privateElement, {
      minLength: 1,
      maxLength: 5,
      selector: ({ tag }) => tag,
    }),
  }),
  fc.record({ kind: fc.constant('shape' as const), changed: fc.constantFrom(...SHAPES) }),
  fc.record({
    kind: fc.constant('claim' as const),
    uid: fc.constantFrom(
      ...Object.values(SYNTAXES),
      '1.2.840.10008.1.2.2',
      '1.2.840.10008.1.2.4.70',
      '1.2.3',
      '',
    ),
  }),
  fc.record({ kind: fc.constant('stream-cut' as const), part }),
  fc.record({
    kind: fc.constant('stream-split' as const),
    parts: fc.array(part, { minLength: 1, maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('stream-tail' as const), bytes }),
  fc.record({ kind: fc.constant('no-fragments' as const) }),
  fc.record({
    kind: fc.constant('length' as const),
    at: fc.nat({ max: 40 }),
    length: fc.oneof(fc.nat({ max: 200 }), fc.constantFrom(0xffff, 0xfffe, 0x7fff)),
  }),
);

/** Mutants of every syntax, with one to three mutations. */
export const mutants: fc.Arbitrary<Mutant> = fc.record({
  syntax: fc.constantFrom(...(Object.keys(SYNTAXES) as SyntaxName[])),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
});

/** The mutant's file. */
export function build(
  { syntax, mutations }: Mutant,
  streams: ReadonlyMap<SyntaxName, Uint8Array>,
): Uint8Array {
  let changed: Dataset = {};
  let raw: RawElement[] = [];
  let claimed: string | undefined;
  let fragments: readonly Uint8Array[] | undefined;
  const stream = streams.get(syntax);
  for (const one of mutations) {
    if (one.kind === 'drop') changed = { ...changed, [one.name]: undefined };
    if (one.kind === 'empty') {
      // An empty binary number is as many bytes of it: none.
      const isNumber = [
        'Rows',
        'Columns',
        'SamplesPerPixel',
        'BitsAllocated',
        'BitsStored',
        'HighBit',
        'PixelRepresentation',
      ].includes(one.name);
      changed = { ...changed, [one.name]: isNumber ? [] : '' };
    }
    if (one.kind === 'respell' || one.kind === 'garble')
      changed = { ...changed, [one.name]: one.text };
    if (one.kind === 'strange')
      raw = [
        ...raw.filter(({ tag }) => !one.elements.some((each) => each.tag === tag)),
        ...one.elements,
      ];
    if (one.kind === 'shape') {
      changed = { ...changed, ...one.changed };
    }
    if (one.kind === 'claim') claimed = one.uid;
    if (stream === undefined) continue;
    if (one.kind === 'stream-cut')
      fragments = [stream.subarray(0, Math.floor(one.part * stream.length))];
    if (one.kind === 'stream-split') fragments = split(stream, one.parts);
    if (one.kind === 'stream-tail') fragments = [Uint8Array.from([...stream, ...one.bytes])];
    if (one.kind === 'no-fragments') fragments = [];
  }
  const variant: Variant = {
    changed,
    raw,
    ...(fragments === undefined ? {} : { fragments }),
    ...(claimed === undefined ? {} : { claimed }),
  };
  let file: Uint8Array = writeSlice(syntax, streams, variant);
  for (const one of mutations) {
    if (one.kind === 'cut') file = file.subarray(0, Math.floor(one.part * file.length));
    if (one.kind === 'tail') file = Uint8Array.from([...file, ...one.bytes]);
    if (one.kind === 'length') file = lieOfLength(file, one.at, one.length);
  }
  return file;
}

/** Even pieces: fragments have an even length (PS3.5 A.4). */
function split(stream: Uint8Array, parts: readonly number[]): readonly Uint8Array[] {
  const cuts = [...new Set(parts.map((each) => 2 * Math.floor((each * stream.length) / 2)))].sort(
    (a, b) => a - b,
  );
  return [0, ...cuts].map((from, at) => stream.subarray(from, cuts[at] ?? stream.length));
}

/** Another length in the header of the n-th element with a two-byte length (explicit VR). */
function lieOfLength(file: Uint8Array, nth: number, length: number): Uint8Array {
  const copy = file.slice();
  const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
  let at = 132;
  for (let n = 0; at + 8 <= copy.length; n += 1) {
    const vr = String.fromCharCode(copy[at + 4] ?? 0, copy[at + 5] ?? 0);
    if (!/^(?:AE|AS|AT|CS|DA|DS|DT|FL|FD|IS|LO|LT|PN|SH|SL|SS|ST|TM|UI|UL|US)$/.test(vr)) break;
    if (n === nth) {
      view.setUint16(at + 6, length, true);
      break;
    }
    at += 8 + view.getUint16(at + 6, true);
  }
  return copy;
}
