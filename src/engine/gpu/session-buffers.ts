import { AppError } from '#base';
import { sizeOf, type Tensor } from '../graph/tensor.ts';
import { assignBuffers } from './assign-buffers.ts';
import type { Binding } from './kernel.ts';
import type { Network } from './network.ts';
import type { Resident } from './resident.ts';
import { BUFFER_USAGE } from './webgpu-flags.ts';

/** What a batch needs besides the weights. */
export interface Buffers {
  readonly batch: GPUBuffer;
  readonly input: GPUBuffer;
  readonly images: ReadonlyMap<number, GPUBuffer>;
  readonly scratch: GPUBuffer;
  readonly results: GPUBuffer;
  readonly overflow: GPUBuffer;
  readonly all: readonly GPUBuffer[];
}

/** Bytes of the largest buffer that a batch needs: what the device's limits are held against. */
export function largestBuffer(network: Network, batch: number): number {
  const { bytes } = assignBuffers(network);
  return batch * Math.max(4 * network.inputLength, 4 * network.tail.scratch, ...bytes);
}

/** Takes the memory for up to `batch` slices. */
export function createBuffers(device: GPUDevice, network: Network, batch: number): Buffers {
  const all: GPUBuffer[] = [];
  const { STORAGE, COPY_SRC, COPY_DST, UNIFORM } = BUFFER_USAGE;
  const create = (label: string, size: number, usage: number) => {
    const buffer = device.createBuffer({ label, size, usage });
    all.push(buffer);
    return buffer;
  };
  const { bufferOf, bytes } = assignBuffers(network);
  const shared = bytes.map((each, n) => create(`images ${n}`, batch * each, STORAGE | COPY_SRC));
  const images = new Map<number, GPUBuffer>();
  for (const [id, index] of bufferOf) {
    const buffer = shared[index];
    if (buffer !== undefined) images.set(id, buffer);
  }
  const { columns, scratch } = network.tail;
  return {
    batch: create('batch', 16, UNIFORM | COPY_DST),
    input: create('inputs', 4 * batch * network.inputLength, STORAGE | COPY_DST),
    images,
    scratch: create('scratch', 4 * batch * scratch, STORAGE | COPY_SRC),
    results: create('results', 4 * batch * columns, STORAGE | COPY_SRC),
    overflow: create('overflow', 4, STORAGE | COPY_SRC | COPY_DST),
    all,
  };
}

function imageBuffer(buffers: Buffers, id: number): GPUBuffer {
  const image = buffers.images.get(id);
  if (image === undefined) throw new Error(`image ${id} has no buffer`);
  return image;
}

/** The buffer behind a kernel's binding. */
export function resourceOf(buffers: Buffers, resident: Resident, binding: Binding): GPUBuffer {
  if (binding.kind === 'constant') return resident.bufferOf(binding.data);
  if (binding.kind === 'image') return imageBuffer(buffers, binding.id);
  return buffers[binding.kind];
}

/** Bytes to be copied to where they can be read. */
export interface Copy {
  readonly from: GPUBuffer;
  readonly offset: number;
  readonly bytes: number;
}

/** Where a node's value for the first slice lies after a run, and how to read what was copied from there. */
export function reachable(
  network: Network,
  buffers: Buffers,
  node: string,
): { readonly copy: Copy; readonly read: (copied: Float32Array) => Tensor } {
  const place = network.tail.placeOf(node);
  if (place === null) throw new AppError('model-graph', `The graph does not keep ${node}.`);
  if (place.kind === 'scratch') {
    const { offset, shape } = place;
    const copy = { from: buffers.scratch, offset: 4 * offset, bytes: 4 * sizeOf(shape) };
    return { copy, read: (data) => ({ shape, data }) };
  }
  const { image, shape } = place.placed;
  const pixels = image.height * image.width;
  const read = (padded: Float32Array): Tensor => {
    const data = new Float32Array(pixels * image.channels);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const start = pixel * image.stride;
      data.set(padded.subarray(start, start + image.channels), pixel * image.channels);
    }
    return { shape, data };
  };
  const from = imageBuffer(buffers, image.id);
  return { copy: { from, offset: 0, bytes: 4 * pixels * image.stride }, read };
}
