// The vocabulary of the kernels. AssemblyScript, not TypeScript: compiled by scripts/build-kernels.mjs to ../kernel-binaries.ts.

/** Floats in one panel of packed weights: two vectors, so that 4 rows x 2 vectors = 8 sums hide the latency of a multiply-add. */
export const PANEL: usize = 8;
export const PANEL_BYTES: usize = PANEL << 2;

/** a * b + c. One rounding where the build has relaxed SIMD, two without. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * The least value of an activation that keeps sums within bounds, in each lane. Activations, as the plan encodes them: 0 none, 1 ReLU,
 * 2 ReLU6; then those of activation.ts, which are not bounds.
 */
@inline
export function lowest(activation: u32): v128 {
  return f32x4.splat(activation == 1 || activation == 2 ? 0 : -f32.MAX_VALUE);
}

/** The greatest value that an activation gives, in each lane. */
@inline
export function highest(activation: u32): v128 {
  return f32x4.splat(activation == 2 ? 6 : f32.MAX_VALUE);
}

/** The value within bounds, without a branch. What is no number stays so. */
@inline
export function within(low: v128, high: v128, value: v128): v128 {
  return f32x4.pmin(f32x4.pmax(value, low), high);
}
