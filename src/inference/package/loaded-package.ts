import type { GraphModel } from '#engine';
import type { SequenceModel } from '../sequence-model.ts';
import type { ModelManifest } from './model-manifest.ts';

/** Inputs and the probabilities that PyTorch or the reference runtime gave for them (raw: before calibration). */
export interface GoldenVectors {
  /** [n, size, size, channels] float32. */
  readonly inputs: readonly Float32Array[];
  readonly probabilities: readonly (readonly number[])[];
}

/** A verified package in memory: nothing more is fetched once one of these exists. */
export interface LoadedPackage {
  readonly manifest: ModelManifest;
  /** SHA-256 over the manifest's canonical JSON: the model's identity in results. */
  readonly modelHash: string;
  /** model.json as parsed JSON (tfjs graph model). */
  readonly topology: unknown;
  /** All weight shards joined, in the order of weightsManifest. */
  readonly weights: ArrayBuffer;
  readonly golden: GoldenVectors;
  /** The model along a study's slices, checked on its own golden studies; null: the package has none. */
  readonly sequence: SequenceModel | null;
}

/** The package's graph as our own engines take it. */
export function graphModelOf({ topology, weights, manifest }: LoadedPackage): GraphModel {
  const { input, outputs, preprocess } = manifest;
  const { size, channels } = preprocess;
  return { topology, weights, input, outputs, inputShape: [size, size, channels.length] };
}
