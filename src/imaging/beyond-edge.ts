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
  const edge = (from: number, step: number, count: number): boolean => {
    const inside = insideOf(means, from, step, count, boneHu);
    return cellMm === null
      ? inside >= LEAST_INSIDE_FRACTION * count
      : inside * cellMm >= LEAST_INSIDE_MM;
  };
  return (
    edge(0, 1, columns) ||
    edge((rows - 1) * columns, 1, columns) ||
    edge(0, columns, rows) ||
    edge(columns - 1, columns, rows)
  );
}

/** How many cells of tissue lie between the first and the last bone of a line of `count` cells, `step` apart. */
function insideOf(
  means: Float32Array,
  from: number,
  step: number,
  count: number,
  boneHu: number,
): number {
  let [inside, sinceBone, met] = [0, 0, false];
  for (let n = 0; n < count; n += 1) {
    const mean = means[from + n * step] ?? 0;
    if (mean > boneHu) {
      if (met) inside += sinceBone;
      [met, sinceBone] = [true, 0];
    } else sinceBone += Number(mean >= TISSUE_HU[0] && mean <= TISSUE_HU[1]);
  }
  return inside;
}
