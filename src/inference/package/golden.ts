import * as v from 'valibot';
import { AppError } from '#base';
import type { GoldenVectors } from './loaded-package.ts';
import type { ModelManifest } from './model-manifest.ts';

const probabilities = v.pipe(
  v.array(v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), v.length(6))),
  v.minLength(1),
);

/** Inputs are written out, or lie in a file of the package as little-endian float32 one behind the other. */
const golden = v.object({
  inputs: v.union([
    v.array(v.array(v.pipe(v.number(), v.finite()))),
    v.object({ file: v.string() }),
  ]),
  probabilities,
});

function fromFile(bytes: Uint8Array, each: number): Float32Array[] {
  const count = Math.floor(bytes.length / (4 * each));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, n) =>
    Float32Array.from({ length: each }, (_value, i) => view.getFloat32(4 * (n * each + i), true)),
  );
}

/**
 * Reads a package's golden vectors: inputs of the model, and for each the six raw probabilities in the order of LABELS
 * (after the activation, before calibration). Throws AppError 'model-golden' where they do not fit the manifest.
 */
export function parseGolden(
  raw: unknown,
  manifest: Pick<ModelManifest, 'preprocess' | 'golden'>,
  file: (path: string) => Uint8Array,
): GoldenVectors {
  const parsed = v.safeParse(golden, raw);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new AppError('model-golden', `${manifest.golden.file} is not valid: ${issue.message}.`);
  }
  const { size, channels } = manifest.preprocess;
  const each = size * size * channels.length;
  const inputs = Array.isArray(parsed.output.inputs)
    ? parsed.output.inputs.map((values) => Float32Array.from(values))
    : fromFile(file(parsed.output.inputs.file), each);
  const fits = inputs.every((input) => input.length === each);
  if (!fits || inputs.length !== parsed.output.probabilities.length) {
    throw new AppError(
      'model-golden',
      `${manifest.golden.file} does not hold one input of ${each} numbers for each row of probabilities.`,
    );
  }
  return { inputs, probabilities: parsed.output.probabilities };
}
