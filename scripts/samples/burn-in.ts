/** The letters that the mark needs, 5 dots high: 3 wide, but N, which reads as M or W in 3. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  S: ['111', '100', '111', '001', '111'],
  Y: ['101', '101', '010', '010', '010'],
  N: ['1001', '1101', '1011', '1001', '1001'],
  T: ['111', '010', '010', '010', '010'],
  H: ['101', '101', '111', '101', '101'],
  E: ['111', '100', '111', '100', '111'],
  I: ['111', '010', '010', '010', '111'],
  C: ['111', '100', '100', '100', '111'],
};

const DOT = 3;
const MARGIN = 10;
/** Viewers write into the corners: the mark stays above that. */
const CORNER_TEXTS = 60;
/** Bright in a bone window, far from anything a head holds at that corner. */
const INK_HU = 400;

/** Writes SYNTHETIC into the lower left corner of an image in HU, in place. */
export function burnInMark(values: Float32Array, size: number): void {
  const top = size - CORNER_TEXTS - 5 * DOT;
  let start = MARGIN;
  for (const letter of 'SYNTHETIC') {
    const glyph = GLYPHS[letter] ?? [];
    glyph.forEach((line, row) => {
      [...line].forEach((dot, column) => {
        if (dot !== '1') return;
        const left = start + column * DOT;
        for (let y = 0; y < DOT; y += 1) {
          for (let x = 0; x < DOT; x += 1) {
            values[(top + row * DOT + y) * size + left + x] = INK_HU;
          }
        }
      });
    });
    start += ((glyph[0]?.length ?? 0) + 1) * DOT;
  }
}
