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

/** For each element of `shape`, the index of the element of a tensor of shape `from` that stands there. */
function broadcastIndex(shape: readonly number[], from: readonly number[]): Int32Array {
  const index = new Int32Array(sizeOf(shape));
  const offset = shape.length - from.length;
  let step = 1;
  const steps = new Array<number>(shape.length).fill(0);
  for (let axis = from.length - 1; axis >= 0; axis--) {
    const size = from[axis] ?? 1;
    steps[axis + offset] = size === 1 ? 0 : step;
    step *= size;
  }
  for (let i = 0; i < index.length; i++) {
    let rest = i;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      at += (rest % size) * (steps[axis] ?? 0);
      rest = Math.floor(rest / size);
    }
    index[i] = at;
  }
  return index;
}

/** fn of each element. */
export function mapTensor({ shape, data }: Tensor, fn: (value: number) => number): Tensor {
  return { shape, data: data.map(fn) };
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
