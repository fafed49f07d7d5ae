/** The middle, in cells as [x, y], of cells that are given by their numbers; null of none. */
export function middleOfCells(
  cells: readonly number[],
  columns: number,
): readonly [number, number] | null {
  if (cells.length === 0) return null;
  let [sumX, sumY] = [0, 0];
  for (const index of cells) {
    sumX += index % columns;
    sumY += Math.floor(index / columns);
  }
  return [sumX / cells.length, sumY / cells.length];
}
