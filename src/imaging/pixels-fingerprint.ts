import { kernelsWithImage } from './kernel-memory.ts';

/** As many lanes as the kernel computes side by side. */
const LANES = 16;
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

const next = (hash: number, bits: number): number => Math.imul(hash ^ bits, PRIME) ^ (hash >>> 15);

/** 32 bits of FNV-1a over the values' bits, in lanes: equal for equal pixels, and hardly ever for others. */
export function pixelsFingerprint(values: Float32Array): number {
  return fingerprintByKernel(values) ?? fingerprintPlainly(values);
}

function fingerprintByKernel(values: Float32Array): number | null {
  const ready = kernelsWithImage(values, 4 * LANES);
  if (ready === null) return null;
  const { kernels, image } = ready;
  return kernels.call('fingerprint', image, values.length, kernels.take(4 * LANES)) >>> 0;
}

function fingerprintPlainly(values: Float32Array): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const lanes = new Int32Array(LANES).fill(BASIS);
  // By index: an iterator over a quarter of a million words costs a millisecond a slice.
  for (let at = 0; at < bits.length; at += 1) {
    lanes[at % LANES] = next(lanes[at % LANES] ?? 0, bits[at] ?? 0);
  }
  return lanes.reduce(next, BASIS) >>> 0;
}
