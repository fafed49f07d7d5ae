import { PLANE_SIDE } from './head-plane.ts';

/** The 4-connected parts of a mask over a plane: each one's pixel numbers, in order of its first pixel. */
export function componentsOf(mask: Uint8Array): readonly Int32Array[] {
  const todo = mask.slice();
  const queue = new Int32Array(mask.length);
  const found: Int32Array[] = [];
  for (let seed = 0; seed < todo.length; seed += 1) {
    if (todo[seed] !== 1) continue;
    let length = 0;
    const visit = (pixel: number): void => {
      if (todo[pixel] !== 1) return;
      todo[pixel] = 0;
      queue[length] = pixel;
      length += 1;
    };
    visit(seed);
    for (let at = 0; at < length; at += 1) {
      const pixel = queue[at] ?? 0;
      const x = pixel % PLANE_SIDE;
      if (x > 0) visit(pixel - 1);
      if (x + 1 < PLANE_SIDE) visit(pixel + 1);
      if (pixel >= PLANE_SIDE) visit(pixel - PLANE_SIDE);
      if (pixel + PLANE_SIDE < todo.length) visit(pixel + PLANE_SIDE);
    }
    found.push(queue.slice(0, length));
  }
  return found;
}
