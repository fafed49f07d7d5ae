/** COSINES[u * 8 + x] = C(u) / 2 * cos((2x + 1) u pi / 16), ITU-T T.81 A.3.3. */
const COSINES = Float64Array.from({ length: 64 }, (_, i) => {
  const u = i >> 3;
  return (u === 0 ? Math.SQRT1_2 / 2 : 0.5) * Math.cos(((2 * (i & 7) + 1) * u * Math.PI) / 16);
});
const columnPass = new Float64Array(64);

/** The inverse DCT of an 8 x 8 block in place, in double precision: exact enough to round as the reference does. */
export function inverseDct(block: Float64Array): void {
  columnPass.fill(0);
  for (let i = 0; i < 64; i += 1) {
    const coefficient = block[i] ?? 0;
    if (coefficient === 0) continue;
    const u = i & 7;
    const line = i & ~7;
    for (let x = 0; x < 8; x += 1) {
      columnPass[line + x] = (columnPass[line + x] ?? 0) + coefficient * (COSINES[u * 8 + x] ?? 0);
    }
  }
  block.fill(0);
  for (let v = 0; v < 8; v += 1) {
    for (let y = 0; y < 8; y += 1) {
      const weight = COSINES[v * 8 + y] ?? 0;
      for (let x = 0; x < 8; x += 1) {
        block[y * 8 + x] = (block[y * 8 + x] ?? 0) + weight * (columnPass[v * 8 + x] ?? 0);
      }
    }
  }
}
