import type { LabelMap, Probability } from '#base';
import type { ModelManifest } from './package/model-manifest.ts';
import type { SequenceModel } from './sequence-model.ts';

/**
 * Where an engine computes. 'gpu' is our own WebGPU runner (src/engine/gpu), 'native' our own WASM runner (src/engine); the
 * others are tfjs backends.
 */
export type EngineKind = 'gpu' | 'webgpu' | 'webgl' | 'native' | 'wasm' | 'cpu';

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

/** Inputs and the probabilities that PyTorch or the reference runtime gave for them (raw: before calibration). */
export interface GoldenVectors {
  /** [n, size, size, channels] float32. */
  readonly inputs: readonly Float32Array[];
  readonly probabilities: readonly (readonly number[])[];
}

/** What a model says of one slice. */
export interface SlicePrediction {
  /** Raw graph output mapped to the six labels by activation and outputLabels, not calibrated. */
  readonly raw: LabelMap<Probability>;
  /** After the manifest's Platt scaling, with `any` raised to the types that may raise it. */
  readonly calibrated: LabelMap<Probability>;
}

/** Logits of the class maps for one slice: where the model saw what. [height, width, 6], row-major. */
export interface ClassMaps {
  readonly height: number;
  readonly width: number;
  readonly logits: Float32Array;
}

/** One way to run the graph. All engines share this; the choice is made by measurement (select-engine.ts). */
export interface Engine {
  readonly kind: EngineKind;
  /** For people and diagnostics: "WebGPU (NVIDIA ...)", "WASM, 2 threads". */
  readonly description: string;
  readonly threads: number;
  /** Best number of slices for one call. */
  readonly preferredBatch: number;
  /** Rows of raw outputs in the manifest's column order. Inputs are size*size*channels float32 each; they aren't kept. */
  run(inputs: readonly Float32Array[], signal?: AbortSignal): Promise<readonly Float32Array[]>;
  /** Class maps of one slice, or null where the graph has none. */
  classMaps(input: Float32Array, signal?: AbortSignal): Promise<ClassMaps | null>;
  /** Tensors alive now (tfjs) or buffers (native): constant between runs, or there is a leak. */
  liveTensors(): number;
  dispose(): void;
}
