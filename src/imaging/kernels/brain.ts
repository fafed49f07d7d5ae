/** Cell means of an image: rows * columns cells of cell * cell pixels, from its first pixel on. */
function meanGrid(image: usize, stride: i32, rows: i32, columns: i32, cell: i32, means: usize): void {
  const scale: f32 = 1 / f32(cell * cell);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      let sum: f32 = 0;
      for (let line = 0; line < cell; line++) {
        const from = image + (usize((y * cell + line) * stride + x * cell) << 2);
        if (cell == 4) {
          const four = v128.load(from);
          sum += f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1) + f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3);
        } else {
          for (let pixel = 0; pixel < cell; pixel++) sum += load<f32>(from + (usize(pixel) << 2));
        }
      }
      store<f32>(means + (usize(y * columns + x) << 2), sum * scale);
    }
  }
}

/** Adds one to `total` for every cell that meets bone before air in the direction (dx, dy). */
function look(
  means: usize, rows: i32, columns: i32, dx: i32, dy: i32, bone: f32, air: f32, seen: usize, total: usize,
): void {
  for (let j = 0; j < rows; j++) {
    const y = dy > 0 ? rows - 1 - j : j;
    for (let i = 0; i < columns; i++) {
      const x = dx > 0 ? columns - 1 - i : i;
      const at = usize(y * columns + x);
      const ahead = (y + dy) * columns + x + dx;
      let sees = false;
      if (u32(x + dx) < u32(columns) && u32(y + dy) < u32(rows)) {
        const mean = load<f32>(means + (usize(ahead) << 2));
        sees = mean > bone || (mean > air && load<u8>(seen + usize(ahead)) == 1);
      }
      store<u8>(seen + at, u8(sees));
      store<u8>(total + at, load<u8>(total + at) + u8(sees));
    }
  }
}

/** How many cells hold tissue of low..high HU that meets bone in `needed` of eight directions. `scratch`: 6 bytes a cell. */
export function brainCells(
  image: usize, stride: i32, rows: i32, columns: i32, cell: i32, bone: f32, air: f32, low: f32, high: f32, needed: i32,
  scratch: usize,
): i32 {
  const count = usize(rows * columns);
  const seen = scratch + (count << 2), total = seen + count;
  meanGrid(image, stride, rows, columns, cell, scratch);
  memory.fill(total, 0, count);
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (dx != 0 || dy != 0) look(scratch, rows, columns, dx, dy, bone, air, seen, total);
    }
  }
  let cells = 0;
  for (let at: usize = 0; at < count; at++) {
    const mean = load<f32>(scratch + (at << 2));
    cells += i32(mean >= low && mean <= high && i32(load<u8>(total + at)) >= needed);
  }
  return cells;
}
