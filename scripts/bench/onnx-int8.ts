import type { Levels } from '../../src/engine/graph/tensor.ts';
import { attribute, initialize, node, type Written } from './onnx-proto.ts';

/** Filters [out, in, height, width] as levels, and the bias. */
interface Quantized {
  readonly shape: readonly number[];
  readonly codes: Int8Array<ArrayBuffer>;
  readonly bias: Float32Array;
}

/**
 * A convolution's inputs by way of int8, as ONNX Runtime wants to find them (QDQ): the image as unsigned levels of the calibrated step,
 * the filters with a step for each output channel, and the bias in 32 bits. The image must come from a ReLU.
 */
export function quantizedInputs(
  written: Written,
  name: string,
  image: string,
  { steps, inputStep }: Levels,
  { shape, codes, bias }: Quantized,
): readonly string[] {
  const { nodes } = written;
  const byChannel = [attribute('axis', 0)];
  const count = [steps.length];
  const step = initialize(written, `${name}/image/step`, [], Float32Array.of(inputStep));
  const zero = initialize(written, `${name}/image/zero`, [], Uint8Array.of(0));
  const levels = initialize(written, `${name}/levels`, shape, codes);
  const each = initialize(written, `${name}/steps`, count, Float32Array.from(steps));
  const sums = Float32Array.from(steps, (one) => one * inputStep);
  const sumSteps = initialize(written, `${name}/sums`, count, sums);
  const whole = Int32Array.from(bias, (value, at) => Math.round(value / (sums[at] ?? 1)));
  const biasLevels = initialize(written, `${name}/bias`, count, whole);
  const [seen, back, filters, added] = ['seen', 'back', 'filters', 'added'].map(
    (part) => `${name}/${part}`,
  ) as [string, string, string, string];
  nodes.push(
    node('QuantizeLinear', [image, step, zero], seen),
    node('DequantizeLinear', [seen, step, zero], back),
    node('DequantizeLinear', [levels, each], filters, byChannel),
    node('DequantizeLinear', [biasLevels, sumSteps], added, byChannel),
  );
  return [back, filters, added];
}
