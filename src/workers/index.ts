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
