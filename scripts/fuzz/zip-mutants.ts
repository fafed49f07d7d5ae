import fc from 'fast-check';
import { collectSources } from '#intake';
import { aZip } from '../../src/intake/zip.fixture.ts';

/** What is done to the bytes of a ZIP; its checksums and counts must find all of it out. */
export type ZipMutation =
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut'; readonly part: number }
  | { readonly kind: 'tail'; readonly bytes: Uint8Array }
  | { readonly kind: 'repeat'; readonly from: number; readonly length: number };

/** One mutant of a ZIP. */
export interface ZipMutant {
  readonly level: 0 | 6;
  readonly mutations: readonly ZipMutation[];
}

const CONTENTS: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  Array.from({ length: 4 }, (_, n) => [
    `ct/${n}.dcm`,
    Uint8Array.from({ length: 300 + 40 * n }, (_, at) => (at * at + n * 31) & 0x3f),
  ]),
);
const part = fc.double({ min: 0, max: 0.999, noNaN: true });

/** Mutants with one to three mutations. */
export const zipMutants: fc.Arbitrary<ZipMutant> = fc.record({
  level: fc.constantFrom(0, 6),
  mutations: fc.array(
    fc.oneof<fc.Arbitrary<ZipMutation>[]>(
      fc.record({ kind: fc.constant('byte'), at: part, value: fc.nat({ max: 255 }) }),
      fc.record({ kind: fc.constant('cut'), part }),
      fc.record({
        kind: fc.constant('tail'),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 60 }),
      }),
      fc.record({
        kind: fc.constant('repeat'),
        from: part,
        length: fc.integer({ min: 1, max: 80 }),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

/** The mutant's bytes. */
async function bytesOf({ level, mutations }: ZipMutant): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(await aZip(CONTENTS, 'a.zip', level).arrayBuffer());
  for (const one of mutations) {
    if (one.kind === 'byte') bytes[Math.floor(one.at * bytes.length)] = one.value;
    if (one.kind === 'cut') bytes = bytes.slice(0, Math.floor(one.part * bytes.length));
    if (one.kind === 'tail') bytes = Uint8Array.from([...bytes, ...one.bytes]);
    if (one.kind === 'repeat') {
      const from = Math.floor(one.from * bytes.length);
      const piece = bytes.slice(from, from + one.length);
      bytes = Uint8Array.from([...bytes.slice(0, from), ...piece, ...bytes.slice(from)]);
    }
  }
  return bytes;
}

const textOf = (bytes: Uint8Array) => Array.from(bytes).join();
const KNOWN = new Set(Object.values(CONTENTS).map(textOf));

/** What a mutant silently changed: bytes that were never packed, or a file that is neither there nor left out with a reason. */
export async function zipChanges(mutant: ZipMutant): Promise<readonly string[]> {
  const file = new File([await bytesOf(mutant)], 'a.zip');
  const found: Uint8Array[] = [];
  let leftOut = 0;
  for await (const event of collectSources({ kind: 'files', files: [file] })) {
    if (event.kind === 'skipped') leftOut += event.skipped.length;
    else for (const { blob } of event.sources) found.push(new Uint8Array(await blob.arrayBuffer()));
  }
  return [
    ...(found.every((bytes) => KNOWN.has(textOf(bytes))) ? [] : ['bytes that were never packed']),
    ...(found.length >= KNOWN.size || leftOut > 0 ? [] : ['a file that is lost without a word']),
  ];
}
