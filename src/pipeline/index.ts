export { analysisKey } from './analysis-key.ts';
export { frameDecoder } from './frame-decoder.ts';
export { inputWithNeighbors, neighborhood } from './model-input.ts';
export type { Clock, DecodeFrame, Predict, ReadSource } from './ports.ts';
export { runStudy } from './run-study.ts';
export { sliceLoader } from './slice-loader.ts';
export type { StudyEvent } from './study-event.ts';
export type { Schedule, StudyRun } from './study-run.ts';
