/**
 * The mean of each channel over all pixels: channels start..end, a multiple of 4 both. Rows are summed by themselves first, so that
 * rounding does not grow with the image.
 */
export function average(
  input: usize, output: usize, height: i32, width: i32, channels: usize, start: usize, end: usize,
): void {
  const pixelBytes = channels << 2;
  const count = f32x4.splat(f32(height * width));
  let c = start << 2;
  // Four vectors at a time: four sums that do not wait for each other, and whole cache lines.
  for (; c + 64 <= end << 2; c += 64) {
    let from = input + c;
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    for (let y = 0; y < height; y++) {
      let row0 = f32x4.splat(0);
      let row1 = row0;
      let row2 = row0;
      let row3 = row0;
      for (let x = 0; x < width; x++) {
        row0 = f32x4.add(row0, v128.load(from));
        row1 = f32x4.add(row1, v128.load(from, 16));
        row2 = f32x4.add(row2, v128.load(from, 32));
        row3 = f32x4.add(row3, v128.load(from, 48));
        from += pixelBytes;
      }
      sum0 = f32x4.add(sum0, row0);
      sum1 = f32x4.add(sum1, row1);
      sum2 = f32x4.add(sum2, row2);
      sum3 = f32x4.add(sum3, row3);
    }
    v128.store(output + c, f32x4.div(sum0, count));
    v128.store(output + c, f32x4.div(sum1, count), 16);
    v128.store(output + c, f32x4.div(sum2, count), 32);
    v128.store(output + c, f32x4.div(sum3, count), 48);
  }
  for (; c < end << 2; c += 16) {
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
