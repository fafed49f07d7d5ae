/** A gray image, 8 bits a pixel, row by row. */
export interface GrayImage {
  readonly rows: number;
  readonly columns: number;
  readonly values: Uint8Array<ArrayBuffer>;
}

/** Dots of a letter: 5 wide, 7 high; a line is a letter's advance and two dots more. */
const WIDE = 5;
const HIGH = 7;
const ADVANCE = WIDE + 1;
/** Height of a line of text in dots. */
export const LINE = HIGH + 4;

/** Two hexadecimal digits a row from the top, the lowest five bits from left to right. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: '0e11111f111111',
  B: '1e11111e11111e',
  C: '0e11101010110e',
  D: '1e11111111111e',
  E: '1f10101e10101f',
  F: '1f10101e101010',
  G: '0e11101711110f',
  H: '1111111f111111',
  I: '0e04040404040e',
  J: '0702020202120c',
  K: '11121418141211',
  L: '1010101010101f',
  M: '111b1515111111',
  N: '11111915131111',
  O: '0e11111111110e',
  P: '1e11111e101010',
  Q: '0e11111115120d',
  R: '1e11111e141211',
  S: '0f10100e01011e',
  T: '1f040404040404',
  U: '1111111111110e',
  V: '11111111110a04',
  W: '1111111515150a',
  X: '11110a040a1111',
  Y: '1111110a040404',
  Z: '1f01020408101f',
  0: '0e11131519110e',
  1: '040c040404040e',
  2: '0e11010204081f',
  3: '1f02040201110e',
  4: '02060a121f0202',
  5: '1f101e0101110e',
  6: '0608101e11110e',
  7: '1f010204080808',
  8: '0e11110e11110e',
  9: '0e11110f01020c',
  '.': '00000000000c0c',
  ',': '000000000c0408',
  ':': '000c0c000c0c00',
  ';': '000c0c000c0408',
  '-': '0000001f000000',
  '+': '0004041f040400',
  '/': '00010204081000',
  '%': '18190204081303',
  '(': '02040808080402',
  ')': '08040202020408',
  "'": '0c040800000000',
  '"': '0a0a0000000000',
  '?': '0e110102040004',
  ' ': '00000000000000',
};

/** Letters of a size (pixels a dot) that fit in a width. */
export const lettersIn = (width: number, dot: number): number =>
  Math.floor(width / (ADVANCE * dot));

/** Words in lines of at most so many letters; a longer word is cut. */
export function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word.slice(0, letters));
  }
  return lines;
}

/** Draws capitals, digits and common signs white on what is there, in place; other letters as a question mark. */
export function drawText(
  { rows, columns, values }: GrayImage,
  text: string,
  at: { readonly top: number; readonly left: number; readonly dot: number },
): void {
  const { top, left, dot } = at;
  [...text.toUpperCase()].forEach((letter, place) => {
    const glyph = GLYPHS[letter] ?? GLYPHS['?'] ?? '';
    for (let y = 0; y < HIGH * dot; y += 1) {
      const row = Number.parseInt(glyph.slice(2 * Math.floor(y / dot)).slice(0, 2), 16);
      for (let x = 0; x < WIDE * dot; x += 1) {
        const isInk = ((row >> (WIDE - 1 - Math.floor(x / dot))) & 1) === 1;
        const column = left + place * ADVANCE * dot + x;
        if (!isInk || top + y >= rows || column >= columns) continue;
        values[(top + y) * columns + column] = 255;
      }
    }
  });
}
