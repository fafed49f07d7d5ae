/**
 * Minimum, maximum and the counts above `metal` and below `air` of `count` float32 values, as four float32 at `output`
 * (counts up to 2^24 are exact).
 */
export function statistics(image: usize, count: usize, metal: f32, air: f32, output: usize): void {
  let low = f32x4.splat(Infinity), high = f32x4.splat(-Infinity);
  let metals = i32x4.splat(0), airs = i32x4.splat(0);
  const m = f32x4.splat(metal), a = f32x4.splat(air);
  const whole = count & ~3;
  for (let at: usize = 0; at < whole; at += 4) {
    const four = v128.load(image + (at << 2));
    low = f32x4.pmin(low, four);
    high = f32x4.pmax(high, four);
    metals = i32x4.sub(metals, f32x4.gt(four, m));
    airs = i32x4.sub(airs, f32x4.lt(four, a));
  }
  let least = min(min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)));
  let most = max(max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)));
  let above = i32x4.extract_lane(metals, 0) + i32x4.extract_lane(metals, 1) + i32x4.extract_lane(metals, 2) + i32x4.extract_lane(metals, 3);
  let below = i32x4.extract_lane(airs, 0) + i32x4.extract_lane(airs, 1) + i32x4.extract_lane(airs, 2) + i32x4.extract_lane(airs, 3);
  for (let at = whole; at < count; at++) {
    const value = load<f32>(image + (at << 2));
    least = min(least, value);
    most = max(most, value);
    above += i32(value > metal);
    below += i32(value < air);
  }
  store<f32>(output, least);
  store<f32>(output + 4, most);
  store<f32>(output + 8, f32(above));
  store<f32>(output + 12, f32(below));
}
