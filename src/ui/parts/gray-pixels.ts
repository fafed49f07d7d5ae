/**
 * Gray values as the opaque pixels of an ImageData. A row's picture is drawn while one scrolls, so it is written a word a pixel: some five times
 * as fast as byte by byte. The canvas has its bytes in the order R, G, B, A; all the machines that browsers run on are little-endian.
 */
export function grayPixels(gray: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(gray.length);
  for (let at = 0; at < words.length; at += 1)
    words[at] = 0xff000000 | ((gray[at] ?? 0) * 0x010101);
  return new Uint8ClampedArray(words.buffer);
}
