import { AppError, countOf, inLanes, throwIfAborted } from '#base';
import { compilePlan, type GraphModel, type Plan } from '../graph/compile.ts';
import { runTail } from '../graph/run-tail.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Executor, Values } from './executor.ts';
import { createInProcess } from './in-process.ts';
import { splitMaxPools } from './split-max-pools.ts';
import { createThreadPool } from './thread-pool.ts';
import type { ThreadPort } from './thread-port.ts';

/** How to run a model. */
export interface WasmEngineOptions {
  /** Threads to use. 1 (default) computes on the calling thread; more start workers. */
  readonly threads?: number;
  /** Compute in a worker even where it is only one thread, so that the calling thread can get on meanwhile. */
  readonly offThread?: boolean;
  readonly signal?: AbortSignal;
  /** Let threads share one memory. Default: where the browser allows it. */
  readonly shared?: boolean;
  /** Starts a thread. Default: a module worker, or worker_threads in Node. */
  readonly spawnThread?: () => ThreadPort;
}

/** Class maps of one slice: [height, width, 6] logits, row-major. */
export interface ClassMaps {
  readonly height: number;
  readonly width: number;
  readonly logits: Float32Array;
}

/** A model ready to run on the processor, by Winograd convolutions in WebAssembly. */
export interface WasmEngine {
  /** "WASM Winograd, 2 threads, shared memory". */
  readonly description: string;
  readonly threads: number;
  /** Slices that are best given to one call. */
  readonly preferredBatch: number;
  /** Bytes of the kernels' memory (transformed weights and images), all threads together: constant between runs. */
  readonly bytes: number;
  /**
   * One row of the probabilities' node for each input of height * width * channels numbers. Inputs are not kept. Throws
   * AppError 'model-input' for another length, 'engine-lost' when a thread has died; AbortError between slices.
   */
  run(inputs: readonly Float32Array[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
  /** The class maps' node for one slice; null where the model names none. */
  classMaps(input: Float32Array, signal?: AbortSignal): Promise<ClassMaps | null>;
  dispose(): void;
}

function checkInput({ input }: Plan, { length }: Float32Array): void {
  const expected = input.height * input.width * input.channels;
  if (length === expected) return;
  throw new AppError('model-input', `An input has ${length} numbers, not ${expected}.`);
}

/** A value as class maps. Throws AppError 'model-output' where it does not look like them. */
export function mapsOf({ shape, data }: Tensor): ClassMaps {
  const [, height = 0, width = 0, depth = 0] = shape;
  if (shape.length !== 4 || depth !== 6) {
    throw new AppError('model-output', `The class maps' shape is [${shape.join(', ')}].`);
  }
  return { height, width, logits: data };
}

function descriptionOf({ threads, flavor, shared }: Executor): string {
  const parts = ['WASM Winograd', countOf(threads, 'thread')];
  if (flavor === 'simd') parts.push('no relaxed SIMD');
  if (threads > 1) parts.push(shared ? 'shared memory' : 'a copy of the weights each');
  return parts.join(', ');
}

function engineOf(model: GraphModel, plan: Plan, executor: Executor): WasmEngine {
  const { probabilities, classMaps } = model.outputs;
  const valuesOf = async (input: Float32Array): Promise<Values> => {
    checkInput(plan, input);
    return executor.run(input);
  };
  return {
    description: descriptionOf(executor),
    threads: executor.threads,
    preferredBatch: executor.threads,
    bytes: executor.bytes,
    run: (inputs, signal) =>
      inLanes(inputs.length, executor.lanes, async (index) => {
        throwIfAborted(signal);
        const input = inputs[index] ?? new Float32Array();
        return runTail(plan, await valuesOf(input), probabilities).data;
      }),
    classMaps: async (input, signal) => {
      throwIfAborted(signal);
      if (classMaps === null) return null;
      return mapsOf(runTail(plan, await valuesOf(input), classMaps));
    },
    dispose: executor.dispose,
  };
}

/**
 * Compiles a tfjs graph model for the kernels and starts the threads. Throws AppError 'graph-unsupported' for a graph
 * that these kernels do not do (take tfjs), 'model-graph' or 'model-weights' for a broken package, 'engine-missing'
 * without WebAssembly SIMD, 'engine-memory' where the model does not fit.
 */
export async function createWasmEngine(
  model: GraphModel,
  options: WasmEngineOptions = {},
): Promise<WasmEngine> {
  throwIfAborted(options.signal);
  const plan = splitMaxPools(compilePlan(model));
  const { threads = 1, offThread = false, signal, shared, spawnThread: spawn } = options;
  const executor =
    threads > 1 || offThread
      ? await createThreadPool(plan, { threads, signal, shared, spawn })
      : await createInProcess(plan);
  // The executor holds the weights in its own form now.
  return engineOf(model, { ...plan, layers: [] }, executor);
}
