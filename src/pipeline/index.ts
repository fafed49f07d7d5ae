export { accountFor, leftOutFiles } from './account.ts';
export { analysisKey } from './analysis-key.ts';
export type {
  DecodeFrame,
  Predict,
  ReadSource,
  Schedule,
  StudyEvent,
  StudyRun,
} from './contract.ts';
export { frameDecoder } from './frame-decoder.ts';
export { type PreparedSlice, prepareSlice } from './prepare-slice.ts';
export { runStudy } from './run-study.ts';
export { type RunRequest, runWithModel } from './run-with-model.ts';
export { sourceReader } from './source-reader.ts';
export { nextTurn, type TurnState } from './turns.ts';
export { findingsWithout } from './unanalyzed.ts';
