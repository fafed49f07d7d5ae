// AssemblyScript, not TypeScript: compiled by scripts/build-kernels.mjs to ../kernel-binary.ts.

/** Eight stored values as two vectors of Hounsfield units: padding is air, the rest slope, intercept and the clip. */
@inline
function finish(stored: v128, slope: v128, intercept: v128, from: v128, to: v128, air: v128, most: v128): v128 {
  const padding = v128.and(f32x4.ge(stored, from), f32x4.le(stored, to));
  const value = f32x4.add(f32x4.mul(stored, slope), intercept);
  return v128.bitselect(air, f32x4.min(f32x4.max(value, air), most), padding);
}

/** `count` rounded up to 8 16-bit stored values, signed or not, to float32 HU. Values in from..to are padding. */
export function rescale(
  stored: usize, output: usize, count: usize, signed: bool, slope: f32, intercept: f32, from: f32, to: f32, air: f32,
  most: f32,
): void {
  const s = f32x4.splat(slope), i = f32x4.splat(intercept), f = f32x4.splat(from), t = f32x4.splat(to);
  const a = f32x4.splat(air), m = f32x4.splat(most);
  for (let at: usize = 0; at < count; at += 8) {
    const eight = v128.load(stored + (at << 1));
    const low = signed ? i32x4.extend_low_i16x8_s(eight) : i32x4.extend_low_i16x8_u(eight);
    const high = signed ? i32x4.extend_high_i16x8_s(eight) : i32x4.extend_high_i16x8_u(eight);
    v128.store(output + (at << 2), finish(f32x4.convert_i32x4_s(low), s, i, f, t, a, m));
    v128.store(output + (at << 2) + 16, finish(f32x4.convert_i32x4_s(high), s, i, f, t, a, m));
  }
}
