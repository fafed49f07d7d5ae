/** What each of four neighbors counts, and what is added to all. */
interface Shares {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly rest: number;
}

// Four loops over the pixels of a row and no more in them than they need: they are where a slab's time goes. One that asks at each pixel
// whether it adds or raises, and one that fills a row for another to lay, each took at least a fifth longer.

export function addPixels(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  { a, rest }: Shares,
): void {
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    onto[x] = (onto[x] ?? 0) + a * (pixels[at] ?? 0) + rest;
  }
}

export function raisePixels(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  { a, rest }: Shares,
): void {
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    const value = a * (pixels[at] ?? 0) + rest;
    if (value > (onto[x] ?? 0)) onto[x] = value;
  }
}

export function addBetween(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  shares: Shares,
  right: number,
  below: number,
): void {
  const { a, b, c, d, rest } = shares;
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    const over = a * (pixels[at] ?? 0) + b * (pixels[at + right] ?? 0);
    const under = c * (pixels[at + below] ?? 0) + d * (pixels[at + below + right] ?? 0);
    onto[x] = (onto[x] ?? 0) + over + under + rest;
  }
}

export function raiseBetween(
  onto: Float32Array,
  from: number,
  to: number,
  pixels: ArrayLike<number>,
  start: number,
  shares: Shares,
  right: number,
  below: number,
): void {
  const { a, b, c, d, rest } = shares;
  for (let x = from, at = start; x < to; x += 1, at += 1) {
    const over = a * (pixels[at] ?? 0) + b * (pixels[at + right] ?? 0);
    const under = c * (pixels[at + below] ?? 0) + d * (pixels[at + below + right] ?? 0);
    const value = over + under + rest;
    if (value > (onto[x] ?? 0)) onto[x] = value;
  }
}
