/** Mean over windows of size x size of what lies within the image; channels a multiple of 4. Output rows rowStart..rowEnd. */
export function averagePool(
  input: usize, output: usize, height: i32, width: i32, channels: usize, outWidth: i32, size: i32, stride: i32,
  padTop: i32, padLeft: i32, rowStart: i32, rowEnd: i32,
): void {
  const pixelBytes = channels << 2;
  let to = output + usize(rowStart * outWidth) * pixelBytes;
  for (let y = rowStart; y < rowEnd; y++) {
    const top = max(0, y * stride - padTop);
    const bottom = min(height, y * stride - padTop + size);
    for (let x = 0; x < outWidth; x++) {
      const left = max(0, x * stride - padLeft);
      const right = min(width, x * stride - padLeft + size);
      for (let c: usize = 0; c < pixelBytes; c += 16) {
        let sum = f32x4.splat(0);
        for (let iy = top; iy < bottom; iy++) {
          for (let ix = left; ix < right; ix++) {
            sum = f32x4.add(sum, v128.load(input + usize(iy * width + ix) * pixelBytes + c));
          }
        }
        v128.store(to + c, f32x4.div(sum, f32x4.splat(f32((bottom - top) * (right - left)))));
      }
      to += pixelBytes;
    }
  }
}
