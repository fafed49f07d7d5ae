import { AppError, type EngineKind } from '#base';
import type { Tensor } from './tensor.ts';

/** Logits of the class maps for one slice: where the model saw what. [height, width, 6], row-major. */
export interface ClassMaps {
  readonly height: number;
  readonly width: number;
  readonly logits: Float32Array;
}

/** A model ready to run, whatever it runs on: our own kernels and tfjs alike. */
export interface Engine {
  readonly kind: EngineKind;
  /** For people and diagnostics: "WebGPU (NVIDIA ...), own kernels in f16", "WASM Winograd, 2 threads". */
  readonly description: string;
  readonly threads: number;
  /** Slices that are best given to one call. */
  readonly preferredBatch: number;
  /**
   * One row of the probabilities' node for each input of height * width * channels numbers. Inputs are not kept. Rejects with
   * AppError 'model-input' for another length, 'engine-lost' when a thread or the device is gone; AbortError between
   * batches.
   */
  run(inputs: readonly Float32Array[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
  /** The class maps of one slice; null where the model names none. */
  classMaps(input: Float32Array, signal?: AbortSignal): Promise<ClassMaps | null>;
  /** What is held now: tensors (tfjs), or bytes of memory (our own kernels). Constant between runs, or there is a leak. */
  held(): number;
  dispose(): void;
}

/** Throws AppError 'model-input' where an input has not so many numbers. */
export function checkInput({ length }: Float32Array, expected: number): void {
  if (length === expected) return;
  throw new AppError('model-input', `An input has ${length} numbers, not ${expected}.`);
}

/** A value as class maps. Throws AppError 'model-output' where it does not look like them. */
export function classMapsOf({ shape, data }: Tensor): ClassMaps {
  const [, height = 0, width = 0, depth = 0] = shape;
  if (shape.length !== 4 || depth !== 6) {
    throw new AppError('model-output', `The class maps' shape is [${shape.join(', ')}].`);
  }
  return { height, width, logits: data };
}
