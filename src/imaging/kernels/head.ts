// Masks lie in a frame of zeros, so that what is outside counts as background: bytes of 0 or 255, rows of `stride` bytes.

/** Room on each side of a mask's rows: a vector. */
const SIDE: i32 = 16;

@inline
function strideOf(columns: i32): i32 {
  return ((columns + 15) & ~15) + 2 * SIDE;
}

/** 255 where more than half a cell's pixels (and half of a whole cell's, at the edges) are above the threshold. */
function tissueMask(
  image: usize, height: i32, width: i32, cell: i32, threshold: f32, mask: usize, rows: i32, columns: i32, stride: i32,
): void {
  const enough = cell * cell;
  for (let y = 0; y < rows; y++) {
    const bottom = min(height, (y + 1) * cell);
    for (let x = 0; x < columns; x++) {
      const right = min(width, (x + 1) * cell);
      let count = 0;
      for (let iy = y * cell; iy < bottom; iy++) {
        for (let ix = x * cell; ix < right; ix++) {
          count += i32(load<f32>(image + (usize(iy * width + ix) << 2)) > threshold);
        }
      }
      store<u8>(mask + usize(y * stride + x), 2 * count >= enough ? 255 : 0);
    }
  }
}

/** One pass of a square's erosion (all of 2 * radius + 1 cells `step` bytes apart) or dilation (any of them). */
function pass(from: usize, to: usize, rows: i32, stride: i32, width: i32, step: i32, radius: i32, dilate: bool): void {
  for (let y = 0; y < rows; y++) {
    const row = usize(y * stride);
    for (let x: i32 = 0; x < width; x += 16) {
      const at = from + row + usize(x);
      let sum = v128.load(at);
      for (let offset = step; offset <= radius * step; offset += step) {
        const before = v128.load(at - usize(offset)), after = v128.load(at + usize(offset));
        sum = dilate ? v128.or(sum, v128.or(before, after)) : v128.and(sum, v128.and(before, after));
      }
      v128.store(to + row + usize(x), sum);
    }
  }
}

let length: i32 = 0;

@inline
function visit(mask: usize, queue: usize, y: i32, x: i32, stride: i32): void {
  const at = mask + usize(y * stride + x);
  if (load<u8>(at) == 0) return;
  store<u8>(at, 0);
  store<i32>(queue + (usize(length) << 2), (y << 16) | x);
  length += 1;
}

/**
 * The largest 4-connected part of an image's tissue after an opening: area, left, top, right, bottom in cells as five int32
 * at `output`; area 0 where there is none. `radius` at most 16. `scratch` holds two masks in frames of 16 columns and `radius`
 * rows, their rows rounded up to 16, and 4 bytes a cell.
 */
export function headComponent(
  image: usize, height: i32, width: i32, cell: i32, threshold: f32, radius: i32, scratch: usize, output: usize,
): void {
  const rows = (height + cell - 1) / cell, columns = (width + cell - 1) / cell;
  const stride = strideOf(columns), framed = usize(stride * (rows + 2 * radius));
  const inside = usize(radius * stride + SIDE);
  const mask = scratch + inside, other = scratch + framed + inside, queue = scratch + 2 * framed;
  memory.fill(scratch, 0, 2 * framed);
  tissueMask(image, height, width, cell, threshold, mask, rows, columns, stride);
  pass(mask, other, rows, stride, columns, 1, radius, false);
  pass(other, mask, rows, stride, columns, stride, radius, false);
  pass(mask, other, rows, stride, columns, 1, radius, true);
  pass(other, mask, rows, stride, columns, stride, radius, true);
  // The last vector of a row may have spread into the frame; neither the search nor the flood looks there.
  store<i32>(output, 0);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (load<u8>(mask + usize(y * stride + x)) != 0) flood(mask, queue, y, x, rows, columns, stride, output);
    }
  }
}

/** Clears the seed's component from the mask and notes it where it is the largest so far. */
function flood(mask: usize, queue: usize, y0: i32, x0: i32, rows: i32, columns: i32, stride: i32, output: usize): void {
  let left = columns, right = 0, top = rows, bottom = 0;
  length = 0;
  visit(mask, queue, y0, x0, stride);
  for (let at = 0; at < length; at++) {
    const place = load<i32>(queue + (usize(at) << 2));
    const y = place >> 16, x = place & 0xffff;
    left = min(left, x);
    right = max(right, x + 1);
    top = min(top, y);
    bottom = max(bottom, y + 1);
    if (x > 0) visit(mask, queue, y, x - 1, stride);
    if (x + 1 < columns) visit(mask, queue, y, x + 1, stride);
    if (y > 0) visit(mask, queue, y - 1, x, stride);
    if (y + 1 < rows) visit(mask, queue, y + 1, x, stride);
  }
  if (length <= load<i32>(output)) return;
  store<i32>(output, length);
  store<i32>(output + 4, left);
  store<i32>(output + 8, top);
  store<i32>(output + 12, right);
  store<i32>(output + 16, bottom);
}
