import { AppError } from '#base';
import type { Tensor } from '../graph/tensor.ts';
import { checked, unlessLost } from './checked.ts';
import { createSteps, encodeRun, type Step } from './commands.ts';
import type { Network } from './network.ts';
import { type ReadbackPool, readbackPool } from './readback.ts';
import type { Resident } from './resident.ts';
import { type Buffers, type Copy, createBuffers, reachable } from './session-buffers.ts';
import { MAP_READ } from './webgpu-flags.ts';

/** Buffers and commands for up to `batch` slices at a time. */
export interface Session {
  readonly batch: number;
  readonly bytes: number;
  /** The probabilities' node of each input; at most `batch` inputs. */
  readonly rows: (inputs: readonly Float32Array[]) => Promise<readonly Float32Array[]>;
  /** Any value that the graph keeps, of one input. */
  readonly value: (input: Float32Array, node: string) => Promise<Tensor>;
  readonly dispose: () => void;
}

interface Parts {
  readonly device: GPUDevice;
  readonly network: Network;
  readonly buffers: Buffers;
  readonly steps: readonly Step[];
  readonly readbacks: ReadbackPool;
}

/** What was copied after the flag. Throws AppError 'engine-range' where the flag says that a value did not fit f16. */
function contentOf(target: GPUBuffer, bytes: number): Float32Array {
  const copied = target.getMappedRange(0, bytes).slice(0);
  target.unmap();
  if (new Uint32Array(copied, 0, 1)[0] === 0) return new Float32Array(copied, 4);
  throw new AppError('engine-range', 'A value is too large for 16-bit numbers.');
}

function writeInputs({ device, network, buffers }: Parts, inputs: readonly Float32Array[]): void {
  inputs.forEach((input, index) => {
    device.queue.writeBuffer(buffers.input, 4 * index * network.inputLength, input);
  });
}

/** Writes the inputs, submits the commands and waits for the copies. */
async function compute(
  parts: Parts,
  inputs: readonly Float32Array[],
  copies: readonly Copy[],
): Promise<Float32Array> {
  const { device, buffers, steps, readbacks } = parts;
  const count = inputs.length;
  const bytes = copies.reduce((sum, copy) => sum + copy.bytes, 4);
  const target = readbacks.take(bytes);
  try {
    const { value: mapping, verdict } = checked(device, () => {
      const { queue } = device;
      queue.writeBuffer(buffers.batch, 0, Uint32Array.of(count));
      writeInputs(parts, inputs);
      queue.submit([encodeRun(device, steps, buffers, { count, target, copies })]);
      return target.mapAsync(MAP_READ, 0, bytes);
    });
    // Both are over before either is judged; the verdict first, as it says why.
    await Promise.allSettled([verdict, mapping]);
    await verdict;
    await unlessLost(mapping);
    return contentOf(target, bytes);
  } finally {
    readbacks.release(target);
  }
}

function sessionOf(parts: Parts, batch: number): Session {
  const { network, buffers, readbacks } = parts;
  const { columns } = network.tail;
  return {
    batch,
    bytes: buffers.all.reduce((sum, { size }) => sum + size, 0),
    rows: async (inputs) => {
      const bytes = 4 * inputs.length * columns;
      const all = await compute(parts, inputs, [{ from: buffers.results, offset: 0, bytes }]);
      return inputs.map((_, n) => all.slice(n * columns, (n + 1) * columns));
    },
    value: async (input, node) => {
      const { copy, read } = reachable(network, buffers, node);
      return read(await compute(parts, [input], [copy]));
    },
    dispose: () => {
      for (const buffer of buffers.all) buffer.destroy();
      readbacks.dispose();
    },
  };
}

/**
 * Takes the memory for `batch` slices and compiles what is not compiled yet. Rejects with AppError 'engine-memory',
 * 'engine-failed' or 'engine-lost'. Runs may overlap: the device does them in the order in which they came.
 */
export async function createSession(
  device: GPUDevice,
  network: Network,
  resident: Resident,
  batch: number,
): Promise<Session> {
  const { value: buffers, verdict } = checked(device, () => createBuffers(device, network, batch));
  try {
    await verdict;
    const steps = await createSteps(device, network, resident, buffers, batch);
    const readbacks = readbackPool(device, 4 + 4 * batch * network.tail.columns);
    return sessionOf({ device, network, buffers, steps, readbacks }, batch);
  } catch (error) {
    for (const buffer of buffers.all) buffer.destroy();
    throw error;
  }
}
