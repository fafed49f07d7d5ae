export type {
  ClassMaps,
  Engine,
  EngineKind,
  GoldenVectors,
  LoadedPackage,
  SlicePrediction,
} from './engine.ts';
export type {
  ModelManifest,
  OperatingPoints,
  PackagedFile,
  PlattScaling,
  StudyAggregator,
} from './model-manifest.ts';
