import { convertBytes } from 'dicom-character-set';
import { withoutOverrides } from '#base';

/** What a text without a stated character set is read as: ASCII says the same in it, and old files have umlauts. */
const LATIN_1 = 'ISO_IR 100';
/** Where a value has escape sequences that its character sets don't explain, these do. */
const ALL_EXTENSIONS = [
  'ISO 2022 IR 6',
  ...[100, 101, 109, 110, 144, 127, 126, 138, 148, 13, 166, 87, 159, 149, 58].map(
    (number) => `ISO 2022 IR ${number}`,
  ),
];
/** Sets of two-byte characters in G0 alone: a value begins in ASCII all the same. */
const TWO_BYTE_G0 = ['ISO 2022 IR 87', 'ISO 2022 IR 159'];

const ESCAPE = 0x1b;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC starts every ISO 2022 escape sequence.
const ESCAPE_SEQUENCES = /\u001b[ -/]*[0-~]?/g;

/**
 * Decodes the bytes of a text value by Specific Character Set (0008,0005), PS3.3 C.12.1.1.2 and PS3.5 6.1.2.5, with code
 * extensions by ISO 2022. Never throws: misspelt, undeclared and unknown sets are read as well as they can be, and what
 * can't be decoded becomes U+FFFD, and so do signs that would turn the text beside it about. `vr` says which delimiters end a code
 * extension.
 */
export const decodeText = (bytes: Uint8Array, specificCharacterSet: string, vr = 'LO'): string =>
  withoutOverrides(decoded(bytes, specificCharacterSet, vr));

function decoded(bytes: Uint8Array, specificCharacterSet: string, vr: string): string {
  const extended = bytes.includes(ESCAPE);
  const terms = specificCharacterSet.split('\\').map(asSpelled);
  if (terms.length === 1 && terms[0] === 'ISO_IR 203') {
    return new TextDecoder('iso-8859-15').decode(bytes); // Latin alphabet No. 9: newer than the decoder's tables.
  }
  const sets = [usual(terms, bytes, extended), ...(extended ? [ALL_EXTENSIONS] : [])];
  for (const set of sets) {
    try {
      return convertBytes(set.join('\\'), bytes, { vr });
    } catch {
      // An unknown set or escape sequence, or half a character: the next guess.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes).replace(ESCAPE_SEQUENCES, '');
}

/** The sets to read a value by, those mended that files are known to get wrong. */
function usual(terms: readonly string[], bytes: Uint8Array, extended: boolean): readonly string[] {
  const [first = '', ...others] = terms;
  const isDefault = first === '' || /^ISO(_| 2022 )IR 6$/.test(first);
  if (others.length === 0) {
    if (extended && !first.startsWith('ISO 2022')) return ALL_EXTENSIONS;
    if (TWO_BYTE_G0.includes(first)) return ['ISO 2022 IR 6', first];
    return [isDefault ? LATIN_1 : first];
  }
  if (isDefault && others.length === 1 && !extended && bytes.some((byte) => byte > 0x7f)) {
    return others; // The escape sequence was forgotten: only one set can be meant.
  }
  return [isDefault ? 'ISO 2022 IR 6' : first, ...others];
}

/** A defined term as the standard spells it: files have "ISO-IR 100", "ISO_2022_IR_87" and "iso_ir_192". */
function asSpelled(term: string): string {
  const upper = term.trim().toUpperCase();
  const [, extended, number] = /^ISO[ _-]?(2022[ _-])?IR[ _-]?(\d+)$/.exec(upper) ?? [];
  if (number === undefined) return upper;
  return extended === undefined ? `ISO_IR ${number}` : `ISO 2022 IR ${number}`;
}

/**
 * A person name (VR PN, PS3.5 6.2.1) for display: the alphabetic group, else the ideographic, as "Family, Given Middle".
 */
export function displayPersonName(value: string): string {
  const group =
    value.split('=').find((candidate) => candidate.replace(/\^/g, '').trim() !== '') ?? '';
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  const rest = [prefix, given, middle, suffix].filter((part) => part !== '').join(' ');
  return [family, rest].filter((part) => part !== '').join(', ');
}
