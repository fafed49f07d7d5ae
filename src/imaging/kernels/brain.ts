// Masks lie in a frame of zeros, so that what is outside is neither bone nor clear: bytes of 0 or 255, rows of `stride` bytes.

/** Room on each side of a mask's rows: a vector. */
const SIDE: i32 = 16;

/** Sums of four columns of cells of 4 x 4 pixels. */
@inline
function fourOfFour(from: usize, rowBytes: usize): v128 {
  let sum = f32x4.splat(0);
  for (let line = 0; line < 4; line++) {
    const a = v128.load(from), b = v128.load(from, 16), c = v128.load(from, 32), d = v128.load(from, 48);
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7), cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    const left = f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
    const right = f32x4.add(f32x4.add(left, v128.shuffle<i64>(abHigh, cdHigh, 0, 2)), v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
    sum = f32x4.add(sum, right);
    from += rowBytes;
  }
  return sum;
}

/** Sums of four columns of cells, side by side: one after the other each would wait for its own last sum. */
@inline
function fourOfAny(from: usize, rowBytes: usize, cell: i32): v128 {
  const step = usize(cell) << 2;
  let a: f32 = 0, b: f32 = 0, c: f32 = 0, d: f32 = 0;
  for (let line = 0; line < cell; line++) {
    for (let pixel: usize = 0; pixel < step; pixel += 4) {
      const at = from + pixel;
      a += load<f32>(at);
      b += load<f32>(at + step);
      c += load<f32>(at + 2 * step);
      d += load<f32>(at + 3 * step);
    }
    from += rowBytes;
  }
  return f32x4(a, b, c, d);
}

/** Cell means of an image: rows * columns cells of cell * cell pixels, from its first pixel on. */
function meanGrid(image: usize, stride: i32, rows: i32, columns: i32, cell: i32, means: usize): void {
  const scale: f32 = 1 / f32(cell * cell), scales = f32x4.splat(scale);
  const rowBytes = usize(stride) << 2;
  for (let y = 0; y < rows; y++) {
    const row = image + usize(y * cell) * rowBytes, to = means + (usize(y * columns) << 2);
    let x = 0;
    for (; x + 4 <= columns; x += 4) {
      const from = row + (usize(x * cell) << 2);
      const sum = cell == 4 ? fourOfFour(from, rowBytes) : fourOfAny(from, rowBytes, cell);
      v128.store(to + (usize(x) << 2), f32x4.mul(sum, scales));
    }
    for (; x < columns; x++) {
      let sum: f32 = 0;
      for (let line = 0; line < cell; line++) {
        const from = row + usize(line) * rowBytes + (usize(x * cell) << 2);
        if (cell == 4) sum += load<f32>(from) + load<f32>(from, 4) + load<f32>(from, 8) + load<f32>(from, 12);
        else for (let pixel = 0; pixel < cell; pixel++) sum += load<f32>(from + (usize(pixel) << 2));
      }
      store<f32>(to + (usize(x) << 2), sum * scale);
    }
  }
}

/** Masks of the cells above two thresholds. */
function masks(means: usize, rows: i32, columns: i32, stride: i32, bone: f32, air: f32, isBone: usize, isClear: usize): void {
  const b = f32x4.splat(bone), a = f32x4.splat(air);
  for (let y = 0; y < rows; y++) {
    const from = means + (usize(y * columns) << 2), to = usize(y * stride);
    let x = 0;
    for (; x + 16 <= columns; x += 16) {
      const at = from + (usize(x) << 2);
      const first = v128.load(at), second = v128.load(at, 16), third = v128.load(at, 32), fourth = v128.load(at, 48);
      v128.store(isBone + to + usize(x), bytesOf(f32x4.gt(first, b), f32x4.gt(second, b), f32x4.gt(third, b), f32x4.gt(fourth, b)));
      v128.store(isClear + to + usize(x), bytesOf(f32x4.gt(first, a), f32x4.gt(second, a), f32x4.gt(third, a), f32x4.gt(fourth, a)));
    }
    for (; x < columns; x++) {
      const mean = load<f32>(from + (usize(x) << 2));
      store<u8>(isBone + to + usize(x), mean > bone ? 255 : 0);
      store<u8>(isClear + to + usize(x), mean > air ? 255 : 0);
    }
  }
}

@inline
function bytesOf(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

/** Adds one to `total` for every cell that meets bone before air in the direction (dx, dy), which is not along the rows. */
function lookAcross(
  rows: i32, columns: i32, stride: i32, dx: i32, dy: i32, isBone: usize, isClear: usize, seen: usize, total: usize,
): void {
  const ahead = dy * stride + dx;
  for (let j = 0; j < rows; j++) {
    const row = (dy > 0 ? rows - 1 - j : j) * stride;
    for (let x: i32 = 0; x < columns; x += 16) {
      const at = usize(row + x), next = usize(row + x + ahead);
      const sees = v128.or(v128.load(isBone + next), v128.and(v128.load(isClear + next), v128.load(seen + next)));
      v128.store(seen + at, sees);
      v128.store(total + at, i8x16.sub(v128.load(total + at), sees));
    }
  }
}

/** The same along the rows, to the right or the left. */
function lookAlong(rows: i32, columns: i32, stride: i32, dx: i32, isBone: usize, isClear: usize, total: usize): void {
  for (let y = 0; y < rows; y++) {
    const row = y * stride;
    let sees: u32 = 0;
    for (let i = 1; i < columns; i++) {
      const next = usize(row + (dx > 0 ? columns - i : i - 1)), at = total + next - usize(dx);
      sees = u32(load<u8>(isBone + next)) | (u32(load<u8>(isClear + next)) & sees);
      store<u8>(at, load<u8>(at) + u8(sees & 1));
    }
  }
}

/**
 * Of an image's cells their means (float32 at `means`) and in how many of eight directions each meets bone before air (a byte at
 * `directions`). `scratch` holds four masks in frames of 16 columns and a row, their rows rounded up to 16.
 */
export function brainCells(
  image: usize, stride: i32, rows: i32, columns: i32, cell: i32, bone: f32, air: f32, means: usize, directions: usize,
  scratch: usize,
): void {
  const maskStride = ((columns + 15) & ~15) + 2 * SIDE, framed = usize(maskStride * (rows + 2));
  const inside = usize(maskStride + SIDE);
  memory.fill(scratch, 0, 4 * framed);
  const isBone = scratch + inside, isClear = isBone + framed, seen = isClear + framed, total = seen + framed;
  meanGrid(image, stride, rows, columns, cell, means);
  masks(means, rows, columns, maskStride, bone, air, isBone, isClear);
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (dy != 0) lookAcross(rows, columns, maskStride, dx, dy, isBone, isClear, seen, total);
      else if (dx != 0) lookAlong(rows, columns, maskStride, dx, isBone, isClear, total);
    }
  }
  for (let y = 0; y < rows; y++) memory.copy(directions + usize(y * columns), total + usize(y * maskStride), columns);
}
