import type { Tensor } from '../graph/tensor.ts';
import type { KernelFlavor } from './wasm-kernels.ts';

/** The exported values of one slice, by node name. */
export type Values = ReadonlyMap<string, Tensor>;

/** Where the kernels run: on this thread, or in workers. */
export interface Executor {
  readonly flavor: KernelFlavor;
  readonly threads: number;
  /** Slices that are best under way at a time: computed, or waiting at a thread. */
  readonly lanes: number;
  /** Threads share one memory. */
  readonly shared: boolean;
  /** Memory that the kernels have, all threads together. */
  readonly bytes: number;
  /** Computes one slice. The input is copied. Rejects with AppError 'engine-lost' once a thread has died. */
  readonly run: (input: Float32Array) => Promise<Values>;
  readonly dispose: () => void;
}
