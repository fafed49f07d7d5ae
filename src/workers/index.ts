export type { Adaptation } from './page/adaptation.ts';
export { createAdaptation } from './page/adaptation.ts';
export {
  type AnalysisServiceOptions,
  createAnalysisService,
} from './page/create-analysis-service.ts';
export type { QueueLab } from './page/queue-lab.ts';
export { createQueueLab } from './page/queue-lab.ts';
export type { Validation } from './page/validation.ts';
export { createValidation } from './page/validation.ts';
export { createVolumeComputer } from './page/volume-computer.ts';
export type {
  AnalysisService,
  AnalyzeOptions,
  ChangedOpinion,
  EngineService,
  EngineState,
  HeaderRequest,
  HeaderResult,
  HeaderService,
  LoadModelOptions,
  PackageSource,
  PlainSlice,
  QueueService,
  ReadyEngine,
  ResultService,
  SecondService,
  SliceDensity,
  SliceExplanation,
  SliceInput,
  SliceService,
  StudySources,
} from './wire/analysis-service.ts';
