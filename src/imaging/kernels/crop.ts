/** Windows the columns begin..begin + width of a row: value * slope + offset, cut to 0..1. Writes whole vectors. */
@inline
function windowRow(row: usize, width: usize, slope: v128, offset: v128, to: usize): void {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  for (let x: usize = 0; x < width; x += 4) {
    const value = f32x4.add(f32x4.mul(v128.load(row + (x << 2)), slope), offset);
    v128.store(to + (x << 2), f32x4.pmin(one, f32x4.pmax(zero, value)));
  }
}

/**
 * A crop through a window, resampled to size * size float32 at `output`. `down` and `across` are the tables of an axis one
 * after the other: first (int32 a sample), start (int32, size + 1), outside (float32 a sample), weights (float32). `image`
 * begins at the first column in use; `scratch` holds 2 rows and size rows of `width` rounded up to 4, float32.
 */
export function windowedCrop(
  image: usize, stride: i32, width: usize, size: usize, slope: f32, offset: f32, outside: f32, down: usize,
  across: usize, acrossBegin: i32, scratch: usize, output: usize,
): void {
  const padded = (width + 3) & ~3, rowBytes = padded << 2;
  const windowed = scratch, merged = scratch + rowBytes;
  const s = f32x4.splat(slope), o = f32x4.splat(offset);
  let inWindowed: i32 = -1;
  for (let sample: usize = 0; sample < size; sample++) {
    const to = merged + sample * rowBytes;
    const fill = f32x4.splat(load<f32>(down + ((2 * size + 1 + sample) << 2)) * outside);
    for (let x: usize = 0; x < rowBytes; x += 16) v128.store(to + x, fill);
    let y = load<i32>(down + (sample << 2));
    const end = load<i32>(down + ((size + sample + 1) << 2));
    for (let tap = load<i32>(down + ((size + sample) << 2)); tap < end; tap++) {
      if (y != inWindowed) {
        windowRow(image + (usize(y * stride) << 2), width, s, o, windowed);
        inWindowed = y;
      }
      const weight = f32x4.splat(load<f32>(down + ((3 * size + 1 + usize(tap)) << 2)));
      for (let x: usize = 0; x < rowBytes; x += 16) {
        v128.store(to + x, f32x4.add(v128.load(to + x), f32x4.mul(weight, v128.load(windowed + x))));
      }
      y++;
    }
  }
  for (let sample: usize = 0; sample < size; sample++) {
    const begin = load<i32>(across + ((size + sample) << 2)), end = load<i32>(across + ((size + sample + 1) << 2));
    const beyond = load<f32>(across + ((2 * size + 1 + sample) << 2)) * outside;
    const first = usize(load<i32>(across + (sample << 2)) - acrossBegin) << 2;
    const weights = across + ((3 * size + 1) << 2);
    for (let row: usize = 0; row < size; row++) {
      let sum = beyond;
      let at = merged + row * rowBytes + first;
      for (let tap = begin; tap < end; tap++) {
        sum += load<f32>(weights + (usize(tap) << 2)) * load<f32>(at);
        at += 4;
      }
      store<f32>(output + ((row * size + sample) << 2), sum);
    }
  }
}
