import { curveSpan, isCurve } from './activation';
import { highest, lowest, multiplyAdd, within } from './simd';

/**
 * Each channel by a filter of its own: weights [kernelHeight][kernelWidth][channels], channels a multiple of 4. What lies outside of the
 * image adds nothing. Output rows rowStart..rowEnd.
 */
export function depthwise(
  input: usize, weights: usize, bias: usize, output: usize, height: i32, width: i32, channels: usize, outWidth: i32,
  kernelHeight: i32, kernelWidth: i32, stride: i32, padTop: i32, padLeft: i32, activation: u32, rowStart: i32, rowEnd: i32,
): void {
  const pixelBytes = channels << 2;
  const rowBytes = usize(width) * pixelBytes;
  const filterRowBytes = usize(kernelWidth) * pixelBytes;
  const low = lowest(activation);
  const high = highest(activation);
  const square = kernelHeight == 3 && kernelWidth == 3;
  for (let y = rowStart; y < rowEnd; y++) {
    const top = y * stride - padTop;
    const firstTap = max(0, -top);
    const lastTap = min(kernelHeight, height - top);
    const inside: bool = square && firstTap == 0 && lastTap == 3;
    let to = output + usize(y * outWidth) * pixelBytes;
    for (let x = 0; x < outWidth; x++) {
      const left = x * stride - padLeft;
      const from = input + (usize(top) * usize(width) + usize(left)) * pixelBytes;
      if (inside && left >= 0 && left + 3 <= width) {
        for (let c: usize = 0; c < pixelBytes; c += 16) {
          let at = from + c;
          let w = weights + c;
          let a = multiplyAdd(v128.load(at), v128.load(w), v128.load(bias + c));
          let b = f32x4.mul(v128.load(at + pixelBytes), v128.load(w + pixelBytes));
          a = multiplyAdd(v128.load(at + pixelBytes * 2), v128.load(w + pixelBytes * 2), a);
          at += rowBytes;
          w += pixelBytes * 3;
          b = multiplyAdd(v128.load(at), v128.load(w), b);
          a = multiplyAdd(v128.load(at + pixelBytes), v128.load(w + pixelBytes), a);
          b = multiplyAdd(v128.load(at + pixelBytes * 2), v128.load(w + pixelBytes * 2), b);
          at += rowBytes;
          w += pixelBytes * 3;
          a = multiplyAdd(v128.load(at), v128.load(w), a);
          b = multiplyAdd(v128.load(at + pixelBytes), v128.load(w + pixelBytes), b);
          a = multiplyAdd(v128.load(at + pixelBytes * 2), v128.load(w + pixelBytes * 2), a);
          v128.store(to + c, within(low, high, f32x4.add(a, b)));
        }
      } else {
        const firstColumn = max(0, -left);
        const lastColumn = min(kernelWidth, width - left);
        const image = input + (usize(top + firstTap) * usize(width) + usize(left + firstColumn)) * pixelBytes;
        const filter = weights + usize(firstTap * kernelWidth + firstColumn) * pixelBytes;
        const columns = lastColumn - firstColumn;
        let c: usize = 0;
        // Four vectors at a time: four sums that do not wait for each other.
        for (; c + 64 <= pixelBytes; c += 64) {
          let s0 = v128.load(bias + c);
          let s1 = v128.load(bias + c, 16);
          let s2 = v128.load(bias + c, 32);
          let s3 = v128.load(bias + c, 48);
          let row = image + c;
          let filterRow = filter + c;
          for (let ky = firstTap; ky < lastTap; ky++) {
            let at = row;
            let w = filterRow;
            for (let rest = columns; rest > 0; rest--) {
              s0 = multiplyAdd(v128.load(at), v128.load(w), s0);
              s1 = multiplyAdd(v128.load(at, 16), v128.load(w, 16), s1);
              s2 = multiplyAdd(v128.load(at, 32), v128.load(w, 32), s2);
              s3 = multiplyAdd(v128.load(at, 48), v128.load(w, 48), s3);
              at += pixelBytes;
              w += pixelBytes;
            }
            row += rowBytes;
            filterRow += filterRowBytes;
          }
          v128.store(to + c, within(low, high, s0));
          v128.store(to + c, within(low, high, s1), 16);
          v128.store(to + c, within(low, high, s2), 32);
          v128.store(to + c, within(low, high, s3), 48);
        }
        for (; c < pixelBytes; c += 16) {
          let sum = v128.load(bias + c);
          let row = image + c;
          let filterRow = filter + c;
          for (let ky = firstTap; ky < lastTap; ky++) {
            let at = row;
            let w = filterRow;
            for (let rest = columns; rest > 0; rest--) {
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
      if (isCurve(activation)) curveSpan(activation, to, pixelBytes);
      to += pixelBytes;
    }
  }
}
