import type { Reason, ReasonCode } from '#base';

/** What is said where a slice's values themselves may be wrong: in the study's row and on the image. */
interface Doubt {
  readonly inRow: string;
  readonly onImage: string;
}

/** Notes of decoding that the values may be wrong by. */
const DOUBTS: ReadonlyMap<ReasonCode, Doubt> = new Map([
  ['truncated', { inRow: 'pixel data cut short', onImage: 'Partly decoded: lower part missing' }],
  [
    'surplus-pixels',
    {
      inRow: 'more pixel data than the matrix takes',
      onImage: 'Pixel data doesn’t fit the matrix',
    },
  ],
  [
    'bits-shifted',
    {
      inRow: 'stored bits that do not begin at the lowest',
      onImage: 'Stored bits do not begin at the lowest',
    },
  ],
  [
    'bits-beyond',
    { inRow: 'bits beyond those that are stored', onImage: 'Bits beyond those stored' },
  ],
  [
    'codestream-precision',
    {
      inRow: 'pixels of another precision than the header says',
      onImage: 'Pixels of another precision than stated',
    },
  ],
  [
    'codestream-sign',
    {
      inRow: 'pixels of another sign than the header says',
      onImage: 'Pixels of another sign than stated',
    },
  ],
]);

/** What is said of a note of decoding; undefined where the values can be trusted all the same. */
export const doubtOf = (code: ReasonCode): Doubt | undefined => DOUBTS.get(code);

/** The first of a slice's notes that its values may be wrong by. */
export const firstDoubt = (notes: readonly Reason[]): Reason | undefined =>
  notes.find(({ code }) => DOUBTS.has(code));
