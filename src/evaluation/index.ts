export type { BootstrapOptions, Interval } from './bootstrap.ts';
export type { ThresholdGoals, Thresholds } from './choose-thresholds.ts';
export type { Confusion, ConfusionFigures } from './confusion.ts';
export type { Evaluation, EvaluationInput } from './evaluate-cases.ts';
export { evaluateCases } from './evaluate-cases.ts';
export type {
  DecisionFit,
  FitSlice,
  JudgedStudy,
  JudgeStudy,
  StudyRuleShape,
} from './fit-decision.ts';
export { fitDecision } from './fit-decision.ts';
export type { LabelFigures, OperatingFigures } from './label-figures.ts';
export { knownCases, labelFigures } from './label-figures.ts';
export { weightedLogLoss } from './log-loss.ts';
export { averagePrecision, precisionRecallCurve } from './precision-recall.ts';
export type { RankedScores } from './ranked-scores.ts';
export { rankScores } from './ranked-scores.ts';
export type { ReliabilityBin } from './reliability.ts';
export { expectedCalibrationError, reliabilityBins } from './reliability.ts';
export { auc, rocCurve } from './roc.ts';
export type { ScoredCase } from './scored-case.ts';
export type { Averages, SixClass, SixWayTable } from './six-way.ts';
export { SIX_CLASSES } from './six-way.ts';
