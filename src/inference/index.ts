export type {
  ClassMaps,
  Engine,
  EngineKind,
  GoldenVectors,
  LoadedPackage,
  SlicePrediction,
} from './engine.ts';
export { parseGolden } from './golden.ts';
export { createGpuEngine, type GpuEngineOptions } from './gpu-engine.ts';
export type { OutputMeaning } from './interpret-outputs.ts';
export { interpretOutputs, rawProbabilities } from './interpret-outputs.ts';
export type { LoadPackageOptions } from './load-package.ts';
export { loadPackage } from './load-package.ts';
export type {
  ModelManifest,
  OperatingPoints,
  PackagedFile,
  StudyAggregator,
} from './model-manifest.ts';
export { createNativeEngine, type NativeEngineOptions } from './native-engine.ts';
export type { OpenModel, OpenModelOptions } from './open-model.ts';
export { openModel } from './open-model.ts';
export { parseManifest } from './parse-manifest.ts';
export { predictWith } from './predictor.ts';
export { proveEngine } from './prove-engine.ts';
export type { ReadPackageFile } from './read-package-file.ts';
export { fetchReader, wholeFileReader } from './read-package-file.ts';
export type { EngineChange } from './resilient-engine.ts';
export { resilientEngine } from './resilient-engine.ts';
export type {
  EngineCandidate,
  EngineDiagnostic,
  SelectedEngine,
  SelectOptions,
} from './select-engine.ts';
export { selectEngine } from './select-engine.ts';
export type { CandidateOptions } from './standard-candidates.ts';
export { standardCandidates } from './standard-candidates.ts';
export { startTfjsEngine } from './start-tfjs-engine.ts';
export type { WasmBinaryName, WasmOptions } from './tfjs-wasm-backend.ts';
