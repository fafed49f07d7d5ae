import { activated } from './activation';
import { highest, lowest, multiplyAdd } from './simd';

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
          v128.store(to + c, activated(activation, low, high, f32x4.add(a, b)));
        }
      } else {
        const firstColumn = max(0, -left);
        const lastColumn = min(kernelWidth, width - left);
        for (let c: usize = 0; c < pixelBytes; c += 16) {
          let sum = v128.load(bias + c);
          for (let ky = firstTap; ky < lastTap; ky++) {
            for (let kx = firstColumn; kx < lastColumn; kx++) {
              const pixel = input + (usize(top + ky) * usize(width) + usize(left + kx)) * pixelBytes;
              sum = multiplyAdd(v128.load(pixel + c), v128.load(weights + usize(ky * kernelWidth + kx) * pixelBytes + c), sum);
            }
          }
          v128.store(to + c, activated(activation, low, high, sum));
        }
      }
      to += pixelBytes;
    }
  }
}
