import { BUFFER_USAGE } from './webgpu-flags.ts';

/** Lends buffers that the processor can read, so that each run need not take a new one. */
export interface ReadbackPool {
  /** A buffer of at least this size, unmapped; the caller gives it back by {@link ReadbackPool.release}. */
  readonly take: (bytes: number) => GPUBuffer;
  readonly release: (buffer: GPUBuffer) => void;
  readonly dispose: () => void;
}

/** A pool for buffers of `bytes`; larger ones are made for one use. */
export function readbackPool(device: GPUDevice, bytes: number): ReadbackPool {
  const idle: GPUBuffer[] = [];
  const alive = new Set<GPUBuffer>();
  const drop = (buffer: GPUBuffer) => {
    alive.delete(buffer);
    buffer.destroy();
  };
  return {
    take: (wanted) => {
      const known = wanted <= bytes ? idle.pop() : undefined;
      if (known !== undefined) return known;
      const usage = BUFFER_USAGE.MAP_READ | BUFFER_USAGE.COPY_DST;
      const size = Math.max(bytes, wanted);
      const buffer = device.createBuffer({ label: 'readback', size, usage });
      alive.add(buffer);
      return buffer;
    },
    release: (buffer) => {
      if (buffer.size === bytes && buffer.mapState === 'unmapped') idle.push(buffer);
      else drop(buffer);
    },
    dispose: () => {
      for (const buffer of alive) drop(buffer);
      idle.length = 0;
    },
  };
}
