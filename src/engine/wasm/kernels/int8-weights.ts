/** G g without the fractions of G (see weights.ts): 4, -6, -6, 24, 24 and 1 times too large. */
@inline
function point(k: i32, g0: i32, g1: i32, g2: i32): i32 {
  if (k == 0) return g0;
  if (k == 1) return g0 + g1 + g2;
  if (k == 2) return g0 - g1 + g2;
  if (k == 3) return g0 + 2 * g1 + 4 * g2;
  if (k == 4) return g0 - 2 * g1 + 4 * g2;
  return g2;
}

@inline
function level(from: usize): i32 {
  return load<i8>(from);
}

/**
 * 3 x 3 filters [3][3][inChannels][outChannels] of levels (int8) to whole numbers of 16 bits, packed as
 * [36][panel][inChannels / 2][8][2]: at most 49 * 127. Input channels are even, output channels multiples of 8.
 */
export function packInt8Winograd(filters: usize, packed: usize, inChannels: usize, outChannels: usize): void {
  const tap = inChannels * outChannels;
  const plane = tap << 1;
  for (let c: usize = 0; c < inChannels; c++) {
    for (let n: usize = 0; n < outChannels; n++) {
      const from = filters + c * outChannels + n;
      let to = packed + ((n >> 3) * (inChannels >> 1) + (c >> 1)) * 32 + (n & 7) * 4 + (c & 1) * 2;
      for (let y = 0; y < 6; y++) {
        const g0 = point(y, level(from), level(from + tap * 3), level(from + tap * 6));
        const g1 = point(y, level(from + tap), level(from + tap * 4), level(from + tap * 7));
        const g2 = point(y, level(from + tap * 2), level(from + tap * 5), level(from + tap * 8));
        for (let x = 0; x < 6; x++) {
          store<i16>(to, i16(point(x, g0, g1, g2)));
          to += plane;
        }
      }
    }
  }
}
