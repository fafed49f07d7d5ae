export {
  type AnalysisServiceOptions,
  createAnalysisService,
} from './page/create-analysis-service.ts';
export type {
  AnalyseOptions,
  AnalysisService,
  EngineState,
  HeaderRequest,
  HeaderResult,
  LoadModelOptions,
  ReadyEngine,
  SliceExplanation,
  SliceInput,
  StudySources,
} from './wire/analysis-service.ts';
