import type { CellGrid } from './head-ring.ts';

/** Fluid, brain and blood. */
const TISSUE_HU = [0, 80] as const;
/** As much of it between bone and bone along an edge is the inside of a skull, not an ear or a chin that touches it. */
const LEAST_INSIDE_MM = 15;
/** The same as a part of the image's side, where the pixel spacing is unknown. */
const LEAST_INSIDE_FRACTION = 0.06;

/** Whether an edge of the image cuts through the inside of the skull: the field of view ends within the head. */
export function edgeCutsSkull(
  { means, rows, columns }: CellGrid,
  cellMm: number | null,
  boneHu: number,
): boolean {
  const edge = (count: number, at: (n: number) => number): boolean => {
    const line = Array.from({ length: count }, (_, n) => means[at(n)] ?? 0);
    const [first, last] = [line.findIndex(isBone), line.findLastIndex(isBone)];
    const inside = line
      .slice(first, last)
      .filter((mean) => mean >= TISSUE_HU[0] && mean <= TISSUE_HU[1]).length;
    return cellMm === null
      ? inside >= LEAST_INSIDE_FRACTION * count
      : inside * cellMm >= LEAST_INSIDE_MM;
  };
  const isBone = (mean: number): boolean => mean > boneHu;
  return (
    edge(columns, (n) => n) ||
    edge(columns, (n) => (rows - 1) * columns + n) ||
    edge(rows, (n) => n * columns) ||
    edge(rows, (n) => n * columns + columns - 1)
  );
}
