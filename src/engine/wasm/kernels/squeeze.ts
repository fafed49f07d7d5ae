/**
 * The mean of each channel over all pixels: channels start..end, a multiple of 4 both. Rows are summed by themselves first, so that
 * rounding does not grow with the image.
 */
export function average(
  input: usize, output: usize, height: i32, width: i32, channels: usize, start: usize, end: usize,
): void {
  const pixelBytes = channels << 2;
  const count = f32x4.splat(f32(height * width));
  for (let c = start << 2; c < end << 2; c += 16) {
    let from = input + c;
    let sum = f32x4.splat(0);
    for (let y = 0; y < height; y++) {
      let row = f32x4.splat(0);
      for (let x = 0; x < width; x++) {
        row = f32x4.add(row, v128.load(from));
        from += pixelBytes;
      }
      sum = f32x4.add(sum, row);
    }
    v128.store(output + c, f32x4.div(sum, count));
  }
}

/** output = input times one number a channel, for pixels pixelStart..pixelEnd; channels a multiple of 4. */
export function scale(
  input: usize, factors: usize, output: usize, channels: usize, pixelStart: usize, pixelEnd: usize,
): void {
  const pixelBytes = channels << 2;
  let at = pixelStart * pixelBytes;
  for (let pixel = pixelStart; pixel < pixelEnd; pixel++) {
    for (let c: usize = 0; c < pixelBytes; c += 16) {
      v128.store(output + at + c, f32x4.mul(v128.load(input + at + c), v128.load(factors + c)));
    }
    at += pixelBytes;
  }
}
