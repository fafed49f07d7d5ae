import { componentsOf } from './components.ts';

/** Bounds of a connected component in grid cells; right and bottom are exclusive. */
export interface Component {
  readonly area: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The largest 4-connected component of a mask, or null where the mask is empty. Of two equal ones the first in reading
 * order wins, so the answer never depends on the machine.
 */
export function largestComponent(mask: Uint8Array, columns: number): Component | null {
  const [largest] = componentsOf(mask, columns).toSorted((a, b) => b.length - a.length);
  if (largest === undefined) return null;
  let left = columns;
  let right = 0;
  let top = Number.POSITIVE_INFINITY;
  let bottom = 0;
  for (const cell of largest) {
    const y = Math.floor(cell / columns);
    const x = cell - y * columns;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    if (y < top) top = y;
    if (y >= bottom) bottom = y + 1;
  }
  return { area: largest.length, left, top, right, bottom };
}
