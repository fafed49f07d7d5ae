import { AppError } from '#base';
import { KERNEL_BINARY } from './kernel-binary.ts';

/** The imaging kernels over one memory, in which areas are handed out afresh for each task. */
export interface KernelMemory {
  /** Starts a task that needs so many bytes in all. False where the memory can't hold them. */
  begin(bytes: number): boolean;
  /** The address of so many bytes, a multiple of 16; what lay there stays. */
  take(bytes: number): number;
  floats(address: number, length: number): Float32Array;
  ints(address: number, length: number): Int32Array;
  bytes(address: number, length: number): Uint8Array;
  call(kernel: string, ...args: readonly number[]): number;
}

const PAGE = 65536;
/** Between areas: the kernels read and write whole vectors, up to 28 bytes past an area's end. */
const GAP = 32;

const aligned = (bytes: number): number => Math.ceil((bytes + GAP) / 16) * 16;

/** Compiles the kernels. Throws where WebAssembly or its SIMD is off. */
function openKernelMemory(): KernelMemory {
  const code = Uint8Array.from(atob(KERNEL_BINARY), (char) => char.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
  const { memory, heapBase } = exports;
  if (!(memory instanceof WebAssembly.Memory && heapBase instanceof WebAssembly.Global)) {
    throw new AppError('kernels-missing', 'The imaging kernels export no memory.');
  }
  const base = aligned(Number(heapBase.value));
  let next = base;

  return {
    begin: (bytes) => {
      next = base;
      const missing = base + bytes + 16 * GAP - memory.buffer.byteLength;
      if (missing <= 0) return true;
      try {
        memory.grow(Math.ceil(missing / PAGE));
        return true;
      } catch {
        return false; // The caller computes without the kernels: slower, not worse.
      }
    },
    take: (bytes) => {
      const address = next;
      next += aligned(bytes);
      return address;
    },
    floats: (address, length) => new Float32Array(memory.buffer, address, length),
    ints: (address, length) => new Int32Array(memory.buffer, address, length),
    bytes: (address, length) => new Uint8Array(memory.buffer, address, length),
    call: (kernel, ...args) => {
      const run = exports[kernel];
      if (typeof run !== 'function') {
        throw new AppError('kernels-missing', `There is no imaging kernel ${kernel}.`);
      }
      return Number(run(...args));
    },
  };
}

/** Larger images (4096 x 4096) don't occur in CT; they are done without the kernels, and the memory stays small. */
const MOST_PIXELS = 2 ** 23;

let opened: KernelMemory | null | undefined;

/** The values that several tasks in a row read ({@link sharingImage}), and whether they lie in the memory by now. */
let shared: { readonly values: Float32Array; isThere: boolean } | null = null;

/**
 * This realm's kernels with room for a task: `perPixel` bytes for each of the image's pixels and `more`. null where the
 * browser has no WebAssembly SIMD or no room: the plain code gives the same.
 */
export function kernelsFor(pixels: number, perPixel: number, more = 0): KernelMemory | null {
  if (opened === undefined) {
    try {
      opened = openKernelMemory();
    } catch {
      opened = null;
    }
  }
  if (shared !== null) shared.isThere = false;
  if (opened === null || pixels > MOST_PIXELS) return null;
  return opened.begin(pixels * perPixel + more) ? opened : null;
}

/** The kernels with an image's values at `image`, and room for `more` bytes; null as for {@link kernelsFor}. */
export function kernelsWithImage(
  values: Float32Array,
  more: number,
): { readonly kernels: KernelMemory; readonly image: number } | null {
  const isThere = shared?.values === values && shared.isThere;
  const kernels = kernelsFor(values.length, 4, more);
  if (kernels === null) return null;
  // Whatever the task, the image is what it takes first: at the same address.
  const image = kernels.take(values.length * 4);
  if (!isThere) kernels.floats(image, values.length).set(values);
  if (shared?.values === values) shared.isThere = true;
  return { kernels, image };
}

/** What `work` returns, whose tasks read the same values and don't change them: these are copied to the kernels once. */
export function sharingImage<Result>(values: Float32Array, work: () => Result): Result {
  const outer = shared;
  shared = { values, isThere: false };
  try {
    return work();
  } finally {
    shared = outer === null ? null : { ...outer, isThere: false };
  }
}

/** Computes without the kernels from now on, or with them again: for tests that hold the two together. */
export function switchKernels(yes: boolean): void {
  opened = yes ? undefined : null;
}
