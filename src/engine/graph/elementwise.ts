import { AppError } from '#base';
import { sizeOf, type Tensor } from './tensor.ts';

/** The shape that two shapes broadcast to (NumPy's rule). Throws AppError 'model-graph' where they do not. */
function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a[axis - rank + a.length] ?? 1;
    const sizeB = b[axis - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) {
      throw new AppError(
        'model-graph',
        `[${a.join(', ')}] and [${b.join(', ')}] do not broadcast.`,
      );
    }
    return sizeA === 1 ? sizeB : sizeA;
  });
}

/** How far apart neighbors along each axis of `shape` stand in a tensor of shape `from`; 0 where it is repeated. */
function broadcastSteps(shape: readonly number[], from: readonly number[]): readonly number[] {
  const steps = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (let axis = from.length - 1; axis >= 0; axis--) {
    const size = from[axis] ?? 1;
    steps[axis + shape.length - from.length] = size === 1 ? 0 : step;
    step *= size;
  }
  return steps;
}

function indexOf(shape: readonly number[], from: readonly number[]): Int32Array {
  const steps = broadcastSteps(shape, from);
  let index = new Int32Array(1);
  for (const [axis, size] of shape.entries()) {
    const step = steps[axis] ?? 0;
    const longer = new Int32Array(index.length * size);
    let to = 0;
    for (const start of index) {
      for (let k = 0; k < size; k++) longer[to++] = start + k * step;
    }
    index = longer;
  }
  return index;
}

/** Made once: a graph asks for the same few with every slice. */
const known = new Map<string, Int32Array>();

/** For each element of `shape`, the index of the element of a tensor of shape `from` that stands there. Not to be written to. */
export function broadcastIndex(shape: readonly number[], from: readonly number[]): Int32Array {
  const key = `${shape} ${from}`;
  const found = known.get(key) ?? indexOf(shape, from);
  known.set(key, found);
  return found;
}

/** fn of each element. */
export function mapTensor({ shape, data }: Tensor, fn: (value: number) => number): Tensor {
  const mapped = new Float32Array(data.length);
  for (let i = 0; i < mapped.length; i++) mapped[i] = fn(data[i] ?? 0);
  return { shape, data: mapped };
}

/** fn of each pair of elements, broadcasting. */
export function zipTensors(a: Tensor, b: Tensor, fn: (a: number, b: number) => number): Tensor {
  const shape = broadcastShape(a.shape, b.shape);
  const data = new Float32Array(sizeOf(shape));
  const indexA = broadcastIndex(shape, a.shape);
  const indexB = broadcastIndex(shape, b.shape);
  for (let i = 0; i < data.length; i++) {
    data[i] = fn(a.data[indexA[i] ?? 0] ?? 0, b.data[indexB[i] ?? 0] ?? 0);
  }
  return { shape, data };
}

/** condition ? a : b for each element, broadcasting. */
export function selectTensor(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShape(broadcastShape(condition.shape, a.shape), b.shape);
  const data = new Float32Array(sizeOf(shape));
  const [where, indexA, indexB] = [condition, a, b].map((t) => broadcastIndex(shape, t.shape));
  for (let i = 0; i < data.length; i++) {
    const yes = condition.data[where?.[i] ?? 0] !== 0;
    data[i] = (yes ? a.data[indexA?.[i] ?? 0] : b.data[indexB?.[i] ?? 0]) ?? 0;
  }
  return { shape, data };
}
