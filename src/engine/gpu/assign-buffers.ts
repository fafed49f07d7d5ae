import { imageBytes, type Network } from './network.ts';

/** Which buffer each image lies in, and the buffers' bytes a slice. */
export interface BufferPlan {
  readonly bufferOf: ReadonlyMap<number, number>;
  readonly bytes: readonly number[];
}

/** Lets images that are never needed at the same time share a buffer: a chain of layers takes two in turn. */
export function assignBuffers({ images, lastReads }: Network): BufferPlan {
  const bytes: number[] = [];
  const busyUntil: number[] = [];
  const bufferOf = new Map<number, number>();
  images.forEach((image, step) => {
    const free = busyUntil.findIndex((until) => until < step);
    const buffer = free === -1 ? bytes.length : free;
    bytes[buffer] = Math.max(bytes[buffer] ?? 0, imageBytes(image));
    busyUntil[buffer] = lastReads.get(image.id) ?? step;
    bufferOf.set(image.id, buffer);
  });
  return { bufferOf, bytes };
}
