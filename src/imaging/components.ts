/** The 4-connected components of a mask, row-major: each one's cell numbers, in order of its first cell in reading order. */
export function componentsOf(mask: Uint8Array, columns: number): readonly Int32Array[] {
  const todo = mask.slice();
  const queue = new Int32Array(mask.length);
  const found: Int32Array[] = [];
  for (let seed = 0; seed < todo.length; seed += 1) {
    if (todo[seed] !== 1) continue;
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
      const x = cell % columns;
      if (x > 0) visit(cell - 1);
      if (x + 1 < columns) visit(cell + 1);
      if (cell >= columns) visit(cell - columns);
      if (cell + columns < todo.length) visit(cell + columns);
    }
    found.push(queue.slice(0, length));
  }
  return found;
}
