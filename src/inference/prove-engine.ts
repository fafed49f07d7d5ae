import {
  AppError,
  type EngineKind,
  FORMER_KINDS,
  LABELS,
  type LabelMap,
  type Probability,
} from '#base';
import type { Engine } from '#engine';
import { rawProbabilities } from './interpret-outputs.ts';
import type { LoadedPackage } from './package/loaded-package.ts';
import type { ModelManifest } from './package/model-manifest.ts';

function largestDifference(said: LabelMap<Probability>, golden: readonly number[]): number {
  return Math.max(...LABELS.map((label, index) => Math.abs(said[label] - (golden[index] ?? NaN))));
}

/**
 * Largest |dp| that an engine may show. Packages key it by the engines' former names, and those from before our own WebGPU
 * kernels do not name them.
 */
export function toleranceOf({ golden }: Pick<ModelManifest, 'golden'>, kind: EngineKind): number {
  return golden.tolerance[FORMER_KINDS[kind]] ?? golden.tolerance.webgpu;
}

/**
 * Runs the golden vectors and returns the largest |dp|. Throws AppError 'model-golden' where it is over the manifest's
 * tolerance for this kind of engine, or not a number. The first run warms the engine up as well.
 */
export async function proveEngine(
  engine: Engine,
  pack: LoadedPackage,
  signal?: AbortSignal,
): Promise<number> {
  const { manifest, golden } = pack;
  const rows = await engine.run(golden.inputs, signal);
  const differences = golden.probabilities.map((expected, index) =>
    largestDifference(rawProbabilities(rows[index] ?? [], manifest), expected),
  );
  const maxDifference = Math.max(...differences);
  const tolerance = toleranceOf(manifest, engine.kind);
  if (!(maxDifference <= tolerance)) {
    throw new AppError(
      'model-golden',
      `${engine.description} differs by ${maxDifference.toPrecision(2)} from the golden vectors; ${tolerance} is allowed.`,
      { data: { kind: engine.kind, maxDifference, tolerance } },
    );
  }
  return maxDifference;
}
