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

/** G g for F(4, 3): six numbers from three. */
@inline
function store6(to: usize, step: usize, g0: v128, g1: v128, g2: v128): void {
  const outer = f32x4.mul(f32x4.splat(<f32>(1.0 / 6.0)), f32x4.add(g0, g2));
  const middle = f32x4.mul(f32x4.splat(<f32>(1.0 / 6.0)), g1);
  const wide = multiplyAdd(f32x4.splat(<f32>(1.0 / 24.0)), g0, f32x4.mul(f32x4.splat(<f32>(1.0 / 6.0)), g2));
  const half = f32x4.mul(f32x4.splat(<f32>(1.0 / 12.0)), g1);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), g0));
  v128.store(to + step, f32x4.neg(f32x4.add(outer, middle)));
  v128.store(to + step * 2, f32x4.sub(middle, outer));
  v128.store(to + step * 3, f32x4.add(wide, half));
  v128.store(to + step * 4, f32x4.sub(wide, half));
  v128.store(to + step * 5, g2);
}

/** 3 x 3 filters [3][3][inChannels][panels * 8] to U = G g G^T, packed as [36][panel][inChannels][8]. */
export function packWinograd(filters: usize, packed: usize, inChannels: usize, panels: usize, scratch: usize): void {
  const rowBytes = panels * PANEL_BYTES;
  const tap = inChannels * rowBytes;
  const plane = panels * inChannels * PANEL_BYTES;
  for (let c: usize = 0; c < inChannels; c++) {
    for (let n: usize = 0; n < rowBytes; n += 16) {
      const from = filters + c * rowBytes + n;
      for (let x: usize = 0; x < 3; x++) {
        const at = from + x * tap;
        store6(scratch + x * 16, 48, v128.load(at), v128.load(at + tap * 3), v128.load(at + tap * 6));
      }
      let to = packed + (n / PANEL_BYTES) * inChannels * PANEL_BYTES + c * PANEL_BYTES + (n & 16);
      for (let y: usize = 0; y < 6; y++) {
        const at = scratch + y * 48;
        store6(to, plane, v128.load(at), v128.load(at, 16), v128.load(at, 32));
        to += plane * 6;
      }
    }
  }
}
