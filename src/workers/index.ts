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
} from './analysis-service.ts';
export { type AnalysisServiceOptions, createAnalysisService } from './create-analysis-service.ts';
