import { AppError } from '#base';
import { compilePlan } from '../../../src/engine/graph/compile.ts';
import type { ConvLayer, Layer } from '../../../src/engine/graph/layers.ts';
import type { GraphModel } from '../../../src/engine/graph/plan.ts';
import { addressOf, layOut } from '../../../src/engine/wasm/layout.ts';
import { stepsOf } from '../../../src/engine/wasm/program.ts';
import { uploadWeights } from '../../../src/engine/wasm/upload.ts';
import {
  bestFlavor,
  compileKernels,
  createMemory,
  instantiateKernels,
} from '../../../src/engine/wasm/wasm-kernels.ts';

/** A layer that can be computed over levels, and the largest magnitude that its input had. */
export interface CalibratedLayer {
  readonly layer: ConvLayer;
  readonly largest: number;
}

/** What the int8 kernel does: 3 x 3 convolutions of stride 1 of whole eights of channels, with no activation or ReLU. */
function isFit(layer: Layer): layer is ConvLayer {
  return (
    layer.kind === 'winograd' &&
    layer.input.channels % 8 === 0 &&
    layer.output.channels % 8 === 0 &&
    layer.activation !== 'Relu6'
  );
}

function largestOf(values: Float32Array, before: number, name: string): number {
  let largest = before;
  for (const value of values) {
    if (!Number.isFinite(value)) {
      throw new AppError('calibration', `${name} reads numbers that are not finite.`);
    }
    largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}

/**
 * Runs the float model over the inputs and notes what each layer that fits reads. Throws AppError 'calibration' where there is no
 * such layer, no input, or one that is not finite or of another length.
 */
export async function calibrateLevels(
  model: GraphModel,
  inputs: readonly Float32Array[],
): Promise<readonly CalibratedLayer[]> {
  const plan = compilePlan(model);
  if (!plan.layers.some(isFit)) {
    throw new AppError('calibration', 'The model has no layer that int8 is built for.');
  }
  if (inputs.length === 0) throw new AppError('calibration', 'There is nothing to calibrate on.');
  const layout = layOut(plan, 1, 1);
  const module = await compileKernels(bestFlavor(), false);
  const kernels = await instantiateKernels(module, createMemory(layout.pages, false));
  uploadWeights(plan.layers, layout, kernels);
  const share = { slot: 0, mailbox: 0, thread: 0, index: 0, count: 1 };
  const steps = stepsOf(plan.layers, layout, share);
  const view = ({ id, height, width, stride }: Layer['input']) =>
    new Float32Array(kernels.memory.buffer, addressOf(layout, share, id), height * width * stride);
  const largest = plan.layers.map(() => 0);
  for (const input of inputs) {
    const image = view(plan.input);
    if (input.length !== image.length) {
      throw new AppError(
        'calibration',
        `An input has ${input.length} numbers, not ${image.length}.`,
      );
    }
    image.set(input);
    plan.layers.forEach((layer, index) => {
      if (isFit(layer)) {
        largest[index] = largestOf(view(layer.input), largest[index] ?? 0, layer.name);
      }
      for (const call of steps[index] ?? []) kernels.call(call);
    });
  }
  return plan.layers.flatMap((layer, index) =>
    isFit(layer) ? [{ layer, largest: largest[index] ?? 0 }] : [],
  );
}
