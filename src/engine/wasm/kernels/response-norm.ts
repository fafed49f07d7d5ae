/**
 * Each number over (bias + alpha * the squares of `radius` channels on both sides) to the power of quarters / 4: local response
 * normalization; channels a multiple of 4, those that are only padding zeros. Pixels pixelStart..pixelEnd. Scratch: a pixel's
 * squares, with `radius` floats counted in fours on both sides.
 */
export function responseNorm(
  input: usize, output: usize, channels: usize, radius: usize, bias: f32, alpha: f32, quarters: u32, pixelStart: usize,
  pixelEnd: usize, scratch: usize,
): void {
  const pixelBytes = channels << 2;
  const edge = ((radius + 3) & ~3) << 2;
  const squares = scratch + edge;
  const reach = radius << 2;
  for (let at: usize = 0; at < edge; at += 16) {
    v128.store(scratch + at, f32x4.splat(0));
    v128.store(squares + pixelBytes + at, f32x4.splat(0));
  }
  for (let pixel = pixelStart; pixel < pixelEnd; pixel++) {
    const from = input + pixel * pixelBytes;
    const to = output + pixel * pixelBytes;
    for (let c: usize = 0; c < pixelBytes; c += 16) {
      const value = v128.load(from + c);
      v128.store(squares + c, f32x4.mul(value, value));
    }
    for (let c: usize = 0; c < pixelBytes; c += 16) {
      let sum = f32x4.splat(0);
      const last = squares + c + reach;
      for (let at = squares + c - reach; at <= last; at += 4) sum = f32x4.add(sum, v128.load(at));
      const base = f32x4.add(f32x4.splat(bias), f32x4.mul(f32x4.splat(alpha), sum));
      const root = f32x4.sqrt(f32x4.sqrt(base));
      let power = root;
      for (let quarter: u32 = 1; quarter < quarters; quarter++) power = f32x4.mul(power, root);
      v128.store(to + c, f32x4.div(v128.load(from + c), power));
    }
  }
}
