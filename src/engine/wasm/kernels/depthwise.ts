import { curveSpan, isCurve } from './activation';
import { fourPixels } from './depthwise-tile';
import { highest, lowest, multiplyAdd, within } from './simd';

/** One output, all channels, of any filter: `rows` rows of `columns` inputs from `image` on, weights from `filter` on. */
function onePixel(
  image: usize, rowBytes: usize, rows: i32, columns: i32, filter: usize, filterRowBytes: usize, pixelBytes: usize, bias: usize,
  to: usize, low: v128, high: v128,
): void {
  for (let c: usize = 0; c < pixelBytes; c += 16) {
    let sum = v128.load(bias + c);
    let row = image + c;
    let filterRow = filter + c;
    for (let y = rows; y > 0; y--) {
      let at = row;
      let w = filterRow;
      for (let x = columns; x > 0; x--) {
        sum = multiplyAdd(v128.load(at), v128.load(w), sum);
        at += pixelBytes;
        w += pixelBytes;
      }
      row += rowBytes;
      filterRow += filterRowBytes;
    }
    v128.store(to + c, within(low, high, sum));
  }
}

/**
 * Each channel by a filter of its own: weights [kernelHeight][kernelWidth][channels], channels a multiple of 4. What lies outside of the
 * image adds nothing. Output pixels pixelStart..pixelEnd, row-major; no other is written.
 */
export function depthwise(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, channels: usize, outWidth: i32,
  kernelHeight: i32, kernelWidth: i32, stride: i32, padTop: i32, padLeft: i32, activation: u32, pixelStart: i32, pixelEnd: i32,
): void {
  const pixelBytes = channels << 2;
  const rowBytes = usize(width) * pixelBytes;
  const filterRowBytes = usize(kernelWidth) * pixelBytes;
  const low = lowest(activation);
  const high = highest(activation);
  const tiled: bool = (kernelWidth == 3 || kernelWidth == 5) && stride <= 2;
  for (let pixel = pixelStart; pixel < pixelEnd;) {
    const y = pixel / outWidth;
    const start = pixel - y * outWidth;
    const end = min(outWidth, start + pixelEnd - pixel);
    const fours: bool = tiled && end - start >= 4;
    const top = y * stride - padTop;
    const firstTap = max(0, -top);
    const rows = min(kernelHeight, height - top) - firstTap;
    const row = output + usize(y * outWidth) * pixelBytes;
    const from = input + usize(top + firstTap) * rowBytes;
    const filters = weights + usize(firstTap) * filterRowBytes;
    for (let next = start; next < end; next += fours ? 4 : 1) {
      // Where fewer than four are left, some are computed again.
      const x = fours ? min(next, end - 4) : next;
      const to = row + usize(x) * pixelBytes;
      const left = x * stride - padLeft;
      const first = max(0, -left);
      if (fours) {
        const last = min(width - left, 3 * stride + kernelWidth);
        const at = from + usize(left) * pixelBytes;
        fourPixels(at, rowBytes, rows, filters, kernelWidth, stride, pixelBytes, bias, to, low, high, first, last);
      } else {
        const columns = min(kernelWidth, width - left) - first;
        const at = from + usize(left + first) * pixelBytes;
        const filter = filters + usize(first) * pixelBytes;
        onePixel(at, rowBytes, rows, columns, filter, filterRowBytes, pixelBytes, bias, to, low, high);
      }
    }
    if (isCurve(activation)) curveSpan(activation, row + usize(start) * pixelBytes, usize(end - start) * pixelBytes);
    pixel += end - start;
  }
}
