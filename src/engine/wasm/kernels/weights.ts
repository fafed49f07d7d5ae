import { multiplyAdd, PANEL_BYTES } from './simd';

/** Packs a [depth][panels * 8] matrix as [panel][depth][8]. */
export function packPanels(matrix: usize, packed: usize, depth: usize, panels: usize): void {
  const rowBytes = panels * PANEL_BYTES;
  for (let p: usize = 0; p < panels; p++) {
    let from = matrix + p * PANEL_BYTES;
    for (let k: usize = 0; k < depth; k++) {
      v128.store(packed, v128.load(from));
      v128.store(packed, v128.load(from, 16), 16);
      packed += PANEL_BYTES;
      from += rowBytes;
    }
  }
}

/** The numbers of G g that F(4, 3) and F(5, 3) have in common but for factors: at the points 0, 1, -1, 2 and -2. */
@inline
function storeCommon(
  to: usize, step: usize, g0: v128, g1: v128, g2: v128, f0: f32, f1: f32, f2: f32, f3: f32, f4: f32,
): void {
  const outer = f32x4.add(g0, g2);
  const wide = multiplyAdd(f32x4.splat(4), g2, g0);
  const twice = f32x4.add(g1, g1);
  v128.store(to, f32x4.mul(f32x4.splat(f0), g0));
  v128.store(to + step, f32x4.mul(f32x4.splat(f1), f32x4.add(outer, g1)));
  v128.store(to + step * 2, f32x4.mul(f32x4.splat(f2), f32x4.sub(outer, g1)));
  v128.store(to + step * 3, f32x4.mul(f32x4.splat(f3), f32x4.add(wide, twice)));
  v128.store(to + step * 4, f32x4.mul(f32x4.splat(f4), f32x4.sub(wide, twice)));
  v128.store(to + step * 5, g2);
}

/** G g: six numbers from three for tiles of 4, seven for tiles of 5, `step` bytes apart. */
function storePoints(to: usize, step: usize, tile: u32, g0: v128, g1: v128, g2: v128): void {
  if (tile == 4) {
    storeCommon(to, step, g0, g1, g2, 1.0 / 4.0, -1.0 / 6.0, -1.0 / 6.0, 1.0 / 24.0, 1.0 / 24.0);
    return;
  }
  storeCommon(to, step, g0, g1, g2, -1.0 / 2.0, -1.0 / 3.0, 1.0 / 9.0, 1.0 / 36.0, -1.0 / 60.0);
  const half = multiplyAdd(f32x4.splat(0.25), g2, multiplyAdd(f32x4.splat(0.5), g1, g0));
  v128.store(to + step * 6, f32x4.mul(f32x4.splat(32.0 / 45.0), half));
}

/**
 * 3 x 3 filters [3][3][inChannels][panels * 8] to U = G g G^T, packed as [points][panel][inChannels][8]: 36 points for tiles of 4,
 * 49 for tiles of 5. Scratch: 336 bytes.
 */
export function packWinograd(
  filters: usize, packed: usize, inChannels: usize, panels: usize, tile: u32, scratch: usize,
): void {
  const rowBytes = panels * PANEL_BYTES;
  const tap = inChannels * rowBytes;
  const plane = panels * inChannels * PANEL_BYTES;
  const side = usize(tile + 2);
  for (let c: usize = 0; c < inChannels; c++) {
    for (let n: usize = 0; n < rowBytes; n += 16) {
      const from = filters + c * rowBytes + n;
      for (let x: usize = 0; x < 3; x++) {
        const at = from + x * tap;
        storePoints(scratch + x * 16, 48, tile, v128.load(at), v128.load(at + tap * 3), v128.load(at + tap * 6));
      }
      let to = packed + (n / PANEL_BYTES) * inChannels * PANEL_BYTES + c * PANEL_BYTES + (n & 16);
      for (let y: usize = 0; y < side; y++) {
        const at = scratch + y * 48;
        storePoints(to, plane, tile, v128.load(at), v128.load(at, 16), v128.load(at, 32));
        to += plane * side;
      }
    }
  }
}
