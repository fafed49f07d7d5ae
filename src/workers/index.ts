export {
  type AnalysisServiceOptions,
  createAnalysisService,
} from './page/create-analysis-service.ts';
export type {
  AnalysisService,
  AnalyzeOptions,
  EngineService,
  EngineState,
  HeaderRequest,
  HeaderResult,
  HeaderService,
  LoadModelOptions,
  PlainSlice,
  QueueService,
  ReadyEngine,
  ResultService,
  SliceExplanation,
  SliceInput,
  SliceService,
  StudySources,
} from './wire/analysis-service.ts';
