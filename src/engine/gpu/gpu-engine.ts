import { AppError, inLanes, throwIfAborted } from '#base';
import type { GraphModel } from '../graph/compile.ts';
import { type ClassMaps, mapsOf } from '../wasm/wasm-engine.ts';
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
}

/** A model ready to run on a WebGPU device. */
export interface GpuEngine {
  readonly precision: Precision;
  /** Slices that the device computes at a time. */
  readonly batch: number;
  /** Slices that are best given to one call. */
  readonly preferredBatch: number;
  /** Bytes on the device, the weights included: constant between runs. */
  readonly bytes: number;
  /**
   * One row of the probabilities' node for each input of height * width * channels numbers; only these rows are read
   * back. Inputs are not kept. Rejects with AppError 'model-input' for another length, 'engine-lost' when the device is
   * gone, 'engine-memory', 'engine-failed', in f16 'engine-range' for values beyond it; AbortError between batches.
   */
  run(inputs: readonly Float32Array[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
  /** The class maps' node for one slice; null where the model names none. */
  classMaps(input: Float32Array, signal?: AbortSignal): Promise<ClassMaps | null>;
  /** Gives the memory back. The device stays open. */
  dispose(): void;
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
): GpuEngine {
  const { classMaps } = model.outputs;
  const check = ({ length }: Float32Array) => {
    if (length === network.inputLength) return;
    throw new AppError(
      'model-input',
      `An input has ${length} numbers, not ${network.inputLength}.`,
    );
  };
  const { batch } = session;
  return {
    precision: network.precision,
    batch,
    preferredBatch: LANES * batch,
    bytes: resident.bytes() + session.bytes,
    run: async (inputs, signal) => {
      inputs.forEach(check);
      const batches = await inLanes(Math.ceil(inputs.length / batch), LANES, (index) => {
        throwIfAborted(signal);
        return session.rows(inputs.slice(index * batch, (index + 1) * batch));
      });
      return batches.flat();
    },
    classMaps: async (input, signal) => {
      throwIfAborted(signal);
      check(input);
      return classMaps === null ? null : mapsOf(await session.value(input, classMaps));
    },
    dispose: () => {
      session.dispose();
      resident.dispose();
    },
  };
}

/**
 * Compiles a tfjs graph model for this device, uploads its weights and takes the memory once. Rejects with AppError
 * 'graph-unsupported' for a graph that these kernels do not do (take tfjs), 'model-graph' or 'model-weights' for a
 * broken package, 'engine-memory' where the model does not fit, 'engine-failed' where the device refuses a shader.
 */
export async function createGpuEngine(
  device: GPUDevice,
  model: GraphModel,
  options: GpuEngineOptions = {},
): Promise<GpuEngine> {
  throwIfAborted(options.signal);
  const network = compileNetwork(model, options.precision ?? 'f32');
  const resident = await makeResident(device, [...network.kernels(1), network.tail.kernel]);
  try {
    const session = await start(device, network, resident, options);
    return engineOf(model, network, resident, session);
  } catch (error) {
    resident.dispose();
    throw error;
  }
}
