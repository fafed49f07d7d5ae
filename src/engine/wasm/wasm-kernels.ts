import { AppError, messageOf } from '#base';
import { KERNEL_BINARIES } from './kernel-binaries.ts';
import type { KernelCall, KernelName } from './kernel-calls.ts';

/** Which build of the kernels: relaxed SIMD has a fused multiply-add. */
export type KernelFlavor = 'simd' | 'relaxed';

type Kernels = Readonly<Record<KernelName, (...args: readonly number[]) => void>>;

/** One thread's kernels over a memory. */
export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  readonly call: (call: KernelCall) => void;
}

const NAMES: readonly KernelName[] = [
  'add',
  'average',
  'averagePool',
  'dense',
  'depthwise',
  'direct',
  'int8Winograd',
  'maxPool',
  'packInt8Winograd',
  'packPanels',
  'packWinograd',
  'place',
  'pointwise',
  'quantize',
  'responseNorm',
  'scale',
  'winograd',
];

function bytesOf(flavor: KernelFlavor, shared: boolean): Uint8Array<ArrayBuffer> {
  const key = shared ? (`${flavor}Shared` as const) : flavor;
  return Uint8Array.from(atob(KERNEL_BINARIES[key]), (char) => char.charCodeAt(0));
}

/**
 * The best build that this browser has. Throws AppError 'engine-missing' where WebAssembly or its SIMD is off: without
 * SIMD another engine is as fast.
 */
export function bestFlavor(): KernelFlavor {
  if (typeof WebAssembly === 'undefined') {
    throw new AppError('engine-missing', 'WebAssembly is switched off.');
  }
  if (WebAssembly.validate(bytesOf('relaxed', false))) return 'relaxed';
  if (WebAssembly.validate(bytesOf('simd', false))) return 'simd';
  throw new AppError('engine-missing', 'This browser has no WebAssembly SIMD.');
}

/** Compiles the kernels. */
export async function compileKernels(
  flavor: KernelFlavor,
  shared: boolean,
): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytesOf(flavor, shared));
  } catch (cause) {
    throw new AppError('engine-missing', `The kernels do not compile: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** Memory of so many pages of 64 KiB, which never grows. Throws AppError 'engine-memory' where there is not enough. */
export function createMemory(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: shared ? pages : 65536, shared });
  } catch (cause) {
    throw new AppError(
      'engine-memory',
      `The model needs ${Math.ceil(pages / 16)} MiB, which the browser does not give.`,
      { cause, data: { pages } },
    );
  }
}

function isKernel(value: unknown): value is (...args: readonly number[]) => void {
  return typeof value === 'function';
}

/** Binds the kernels to a memory. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<KernelInstance> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const entry = (name: KernelName): Kernels[KernelName] => {
    const kernel = exports[name];
    if (!isKernel(kernel)) throw new AppError('engine-missing', `There is no kernel ${name}.`);
    return kernel;
  };
  const kernels = new Map(NAMES.map((name) => [name, entry(name)]));
  return { memory, call: ({ kernel, args }) => kernels.get(kernel)?.(...args) };
}
