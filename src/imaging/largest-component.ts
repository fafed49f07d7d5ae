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
export function largestComponent(
  mask: Uint8Array,
  columns: number,
  rows: number,
): Component | null {
  const todo = mask.slice();
  const queue = new Int32Array(columns * rows);
  let best: Component | null = null;
  for (let seed = 0; seed < todo.length; seed += 1) {
    if (todo[seed] !== 1) continue;
    const component = flood(todo, queue, seed, columns, rows);
    if (best === null || component.area > best.area) best = component;
  }
  return best;
}

/** Clears the seed's component from `todo` and measures it. */
function flood(
  todo: Uint8Array,
  queue: Int32Array,
  seed: number,
  columns: number,
  rows: number,
): Component {
  let left = columns;
  let right = 0;
  let top = rows;
  let bottom = 0;
  let length = 0;
  const visit = (cell: number): void => {
    if (todo[cell] !== 1) return;
    todo[cell] = 0;
    queue[length] = cell;
    length += 1;
  };
  visit(seed);
  for (let at = 0; at < length; at += 1) {
    const cell = queue[at] ?? 0;
    const y = Math.floor(cell / columns);
    const x = cell - y * columns;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    if (y < top) top = y;
    if (y >= bottom) bottom = y + 1;
    if (x > 0) visit(cell - 1);
    if (x + 1 < columns) visit(cell + 1);
    if (y > 0) visit(cell - columns);
    if (y + 1 < rows) visit(cell + columns);
  }
  return { area: length, left, top, right, bottom };
}
