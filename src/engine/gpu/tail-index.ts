/** Row-major steps of a shape. */
function stepsOf(shape: readonly number[]): readonly number[] {
  const steps = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    steps[axis] = (steps[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  }
  return steps;
}

function summed(terms: readonly string[]): string {
  return terms.length === 0 ? '0u' : terms.join(' + ');
}

/** WGSL for the element of a tensor of shape `from` that stands at element `i` of `shape`, which it broadcasts to. */
export function broadcastAt(i: string, shape: readonly number[], from: readonly number[]): string {
  if (shape.join() === from.join()) return i;
  const steps = stepsOf(shape);
  const own = stepsOf(from);
  const offset = shape.length - from.length;
  const terms = from.flatMap((size, axis) => {
    if (size === 1) return [];
    return [`${i} / ${steps[axis + offset] ?? 1}u % ${size}u * ${own[axis] ?? 1}u`];
  });
  return summed(terms);
}

/**
 * WGSL for the k-th of the elements of a tensor of this shape that are reduced into element `i` of the rest, and how
 * many there are.
 */
export function reducedAt(
  shape: readonly number[],
  axes: ReadonlySet<number>,
): { readonly at: string; readonly count: number } {
  const steps = stepsOf(shape);
  const part = (name: string, chosen: readonly number[]) => {
    const inner = stepsOf(chosen.map((axis) => shape[axis] ?? 1));
    return chosen.map(
      (axis, n) => `${name} / ${inner[n] ?? 1}u % ${shape[axis] ?? 1}u * ${steps[axis] ?? 1}u`,
    );
  };
  const all = shape.map((_, axis) => axis);
  const gone = all.filter((axis) => axes.has(axis));
  const kept = all.filter((axis) => !axes.has(axis));
  return {
    at: summed([...part('i', kept), ...part('k', gone)]),
    count: gone.reduce((product, axis) => product * (shape[axis] ?? 1), 1),
  };
}
