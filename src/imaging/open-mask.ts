/**
 * Binary opening (erosion, then dilation) with a square of 2 * radius + 1: what is thinner disappears, the rest keeps its
 * extent. Outside the grid counts as background for the erosion. Linear in the grid's size, whatever the radius.
 */
export function openMask(
  mask: Uint8Array,
  columns: number,
  rows: number,
  radius: number,
): Uint8Array {
  const full = 2 * radius + 1;
  const eroded = squareCount(mask, columns, rows, radius, full);
  return squareCount(eroded, columns, rows, radius, 1);
}

/** 1 where at least `needed` of the 2 * radius + 1 cells are set, along rows and then along columns. */
function squareCount(
  mask: Uint8Array,
  columns: number,
  rows: number,
  radius: number,
  needed: number,
): Uint8Array {
  const along = new Uint8Array(mask.length);
  for (let y = 0; y < rows; y += 1) slide(mask, along, y * columns, 1, columns, radius, needed);
  const out = new Uint8Array(mask.length);
  for (let x = 0; x < columns; x += 1) slide(along, out, x, columns, rows, radius, needed);
  return out;
}

function slide(
  from: Uint8Array,
  to: Uint8Array,
  start: number,
  step: number,
  length: number,
  radius: number,
  needed: number,
): void {
  let count = 0;
  for (let ahead = 0; ahead < Math.min(radius, length); ahead += 1) {
    count += from[start + ahead * step] ?? 0;
  }
  for (let at = 0; at < length; at += 1) {
    if (at + radius < length) count += from[start + (at + radius) * step] ?? 0;
    to[start + at * step] = count >= needed ? 1 : 0;
    if (at >= radius) count -= from[start + (at - radius) * step] ?? 0;
  }
}
