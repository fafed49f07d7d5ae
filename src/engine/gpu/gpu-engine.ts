import { AppError, inLanes, throwIfAborted } from '#base';
import { checkInput, classMapsOf, type Engine } from '../graph/engine.ts';
import type { GraphModel } from '../graph/plan.ts';
import { chooseBatch } from './choose-batch.ts';
import type { Precision } from './kernel.ts';
import { compileNetwork, type Network } from './network.ts';
import { makeResident, type Resident } from './resident.ts';
import { createSession, type Session } from './session.ts';
import { largestBuffer } from './session-buffers.ts';

/** Batches that may be under way: while the results of one come back, the device works on the next. */
const LANES = 2;

/** How to run a model. */
export interface GpuEngineOptions {
  /** Default f32; f16 only on a device with the feature shader-f16. */
  readonly precision?: Precision;
  /** Slices at a time. Default: the best of 1, 2, 4, 8, 16 by a short measurement. */
  readonly batch?: number;
  readonly signal?: AbortSignal | undefined;
  /** The adapter's name, for the description. */
  readonly adapter?: string;
}

function largestBatch({ limits }: GPUDevice, network: Network): number {
  const most = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const { maxComputeWorkgroupsPerDimension: groups } = limits;
  const fits = (batch: number) =>
    largestBuffer(network, batch) <= most &&
    network.kernels(batch).every((kernel) => Math.max(...kernel.workgroups(batch)) <= groups);
  const batch = [16, 8, 4, 2, 1].find(fits);
  if (batch !== undefined) return batch;
  throw new AppError('engine-memory', 'One slice needs more than the GPU allows a buffer to hold.');
}

async function start(
  device: GPUDevice,
  network: Network,
  resident: Resident,
  { batch, signal }: GpuEngineOptions,
): Promise<Session> {
  const most = largestBatch(device, network);
  if (batch !== undefined) {
    return createSession(device, network, resident, Math.min(batch, most));
  }
  return chooseBatch({
    start: (size) => createSession(device, network, resident, size),
    most,
    input: new Float32Array(network.inputLength),
    clock: () => performance.now(),
    signal,
  });
}

function engineOf(
  model: GraphModel,
  network: Network,
  resident: Resident,
  session: Session,
  adapter: string,
): Engine {
  const { classMaps } = model.outputs;
  const { batch } = session;
  return {
    kind: 'own-webgpu',
    description: `WebGPU (${adapter}), own kernels in ${network.precision}`,
    threads: 1,
    preferredBatch: LANES * batch,
    run: async (inputs, signal) => {
      for (const input of inputs) checkInput(input, network.inputLength);
      const batches = await inLanes(Math.ceil(inputs.length / batch), LANES, (index) => {
        throwIfAborted(signal);
        return session.rows(inputs.slice(index * batch, (index + 1) * batch));
      });
      return batches.flat();
    },
    classMaps: async (input, signal) => {
      throwIfAborted(signal);
      checkInput(input, network.inputLength);
      return classMaps === null ? null : classMapsOf(await session.value(input, classMaps));
    },
    held: () => resident.bytes() + session.bytes,
    dispose: () => {
      session.dispose();
      resident.dispose();
    },
  };
}

/**
 * A model ready to run on a WebGPU device, which stays open when the engine is disposed of. Compiles the graph for it, uploads its weights and takes the memory once. Rejects with AppError
 * 'graph-unsupported' for a graph that these kernels do not do (take tfjs), 'model-graph' or 'model-weights' for a
 * broken package, 'engine-memory' where the model does not fit, 'engine-failed' where the device refuses a shader.
 */
export async function createGpuEngine(
  device: GPUDevice,
  model: GraphModel,
  options: GpuEngineOptions = {},
): Promise<Engine> {
  throwIfAborted(options.signal);
  const network = compileNetwork(model, options.precision ?? 'f32');
  const resident = await makeResident(device, [...network.kernels(1), network.tail.kernel]);
  try {
    const session = await start(device, network, resident, options);
    return engineOf(model, network, resident, session, options.adapter ?? 'unknown adapter');
  } catch (error) {
    resident.dispose();
    throw error;
  }
}
