/** Of eight directions, as many must end on bone: gaps such as foramina and a craniotomy are let through. */
export const DIRECTIONS_NEEDED = 7;

const STEPS: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [1, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
];

/**
 * In how many of eight directions each cell of a grid, row-major, meets bone. `isBone` and `isClear` say of a cell's number whether it
 * is bone and whether bone beyond it is seen through it.
 */
export function directionsToBone(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  isBone: (index: number) => boolean,
  isClear: (index: number) => boolean,
): Uint8Array {
  const total = new Uint8Array(rows * columns);
  for (const [dx, dy] of STEPS) {
    const seen = new Uint8Array(total.length);
    for (let j = 0; j < rows; j += 1) {
      const y = dy > 0 ? rows - 1 - j : j;
      if (y + dy < 0 || y + dy >= rows) continue;
      for (let i = 0; i < columns; i += 1) {
        const x = dx > 0 ? columns - 1 - i : i;
        if (x + dx < 0 || x + dx >= columns) continue;
        const ahead = (y + dy) * columns + x + dx;
        if (!isBone(ahead) && (seen[ahead] !== 1 || !isClear(ahead))) continue;
        const index = y * columns + x;
        seen[index] = 1;
        total[index] = (total[index] ?? 0) + 1;
      }
    }
  }
  return total;
}
