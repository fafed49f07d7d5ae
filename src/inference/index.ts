export type { ClassMaps, Engine } from '#engine';
export type { AlongSlices } from './along-slices.ts';
export { gflopsOf } from './graph-cost.ts';
export type { OutputMeaning, SlicePrediction } from './interpret-outputs.ts';
export { interpretOutputs, rawProbabilities } from './interpret-outputs.ts';
export { createFeatureEngine, lastLayerOf, sliceFeatures } from './last-layer.ts';
export type { OpenModel, OpenModelOptions } from './open-model.ts';
export { openModel } from './open-model.ts';
export { createOwnWasmEngine, type OwnWasmOptions } from './own-wasm-engine.ts';
export { createOwnWebgpuEngine, type OwnWebgpuOptions } from './own-webgpu-engine.ts';
export type { LoadPackageOptions } from './package/load-package.ts';
export { loadPackage, modelHashOf } from './package/load-package.ts';
export { type GoldenVectors, graphModelOf, type LoadedPackage } from './package/loaded-package.ts';
export type {
  ModelManifest,
  OperatingPoints,
  PackagedFile,
  StudyAggregator,
} from './package/model-manifest.ts';
export { parseManifest } from './package/parse-manifest.ts';
export type { ReadPackageFile } from './package/read-package-file.ts';
export { blobReader, fetchReader, wholeFileReader } from './package/read-package-file.ts';
export { proveEngine, toleranceOf } from './prove-engine.ts';
export type { EngineChange } from './resilient-engine.ts';
export type {
  EngineCandidate,
  EngineDiagnostic,
  SelectedEngine,
  SelectOptions,
} from './select-engine.ts';
export type { CandidateOptions } from './standard-candidates.ts';
export { startTfjsEngine } from './start-tfjs-engine.ts';
export type { WasmBinaryName, WasmOptions } from './tfjs-wasm-backend.ts';
