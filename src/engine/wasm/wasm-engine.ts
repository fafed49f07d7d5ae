import { countOf, inLanes, throwIfAborted } from '#base';
import { compilePlan } from '../graph/compile.ts';
import { checkInput, classMapsOf, type Engine } from '../graph/engine.ts';
import type { GraphModel, Plan } from '../graph/plan.ts';
import { runTail } from '../graph/run-tail.ts';
import type { Executor, Values } from './executor.ts';
import { createInProcess } from './in-process.ts';
import { placeLevels } from './place-levels.ts';
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

function descriptionOf({ threads, flavor, shared }: Executor): string {
  const parts = ['WASM Winograd', countOf(threads, 'thread')];
  if (flavor === 'simd') parts.push('no relaxed SIMD');
  if (threads > 1) parts.push(shared ? 'shared memory' : 'a copy of the weights each');
  return parts.join(', ');
}

function engineOf(model: GraphModel, plan: Plan, executor: Executor): Engine {
  const { probabilities, classMaps } = model.outputs;
  const inputLength = plan.input.height * plan.input.width * plan.input.channels;
  const valuesOf = async (input: Float32Array): Promise<Values> => {
    checkInput(input, inputLength);
    return executor.run(input);
  };
  return {
    kind: 'own-wasm',
    description: descriptionOf(executor),
    threads: executor.threads,
    preferredBatch: executor.threads,
    run: (inputs, signal) =>
      inLanes(inputs.length, executor.lanes, async (index) => {
        throwIfAborted(signal);
        const input = inputs[index] ?? new Float32Array();
        return runTail(plan, await valuesOf(input), probabilities).data;
      }),
    classMaps: async (input, signal) => {
      throwIfAborted(signal);
      if (classMaps === null) return null;
      return classMapsOf(runTail(plan, await valuesOf(input), classMaps));
    },
    held: () => executor.bytes,
    dispose: executor.dispose,
  };
}

/**
 * A model ready to run on the processor, by Winograd convolutions in WebAssembly: compiles the graph for the kernels and starts the
 * threads. Throws AppError 'graph-unsupported' for a graph
 * that these kernels do not do (take tfjs), 'model-graph' or 'model-weights' for a broken package, 'engine-missing'
 * without WebAssembly SIMD, 'engine-memory' where the model does not fit.
 */
export async function createWasmEngine(
  model: GraphModel,
  options: WasmEngineOptions = {},
): Promise<Engine> {
  throwIfAborted(options.signal);
  const plan = placeLevels(splitMaxPools(compilePlan(model)));
  const { threads = 1, offThread = false, signal, shared, spawnThread: spawn } = options;
  const executor =
    threads > 1 || offThread
      ? await createThreadPool(plan, { threads, signal, shared, spawn })
      : await createInProcess(plan);
  // The executor holds the weights in its own form now.
  return engineOf(model, { ...plan, layers: [] }, executor);
}
