export type { StudyEvidence } from './aggregate-study.ts';
export { aggregateStudy } from './aggregate-study.ts';
export type { AtPrevalence, Discrimination, Head } from './at-prevalence.ts';
export { atPrevalence, hundredHeads } from './at-prevalence.ts';
export type { SiteScale } from './at-site.ts';
export { asPackaged, atSite } from './at-site.ts';
export { NO_BRAIN, slicesWithoutBrain } from './coverage.ts';
export { atOperatingPoint, evidenceOf } from './decide.ts';
export type {
  Evidence,
  OperatingPointName,
  SliceFinding,
  SliceNotAnalyzed,
  StudyFindings,
  SuitabilityCheck,
} from './findings.ts';
export { howTurned } from './head-turned.ts';
export { isTypeUnclear, namedTypes } from './named-types.ts';
export { noSeries } from './no-series.ts';
export type { StudyOutcome } from './outcome.ts';
export { outcomeOf } from './outcome.ts';
export { partCautions } from './part-cautions.ts';
export { doubtOf, firstDoubt } from './pixel-doubts.ts';
export { alertLevel, firstInLine, prioritize } from './prioritize.ts';
export type { PriorityPolicy } from './priority-policy.ts';
export { DEFAULT_POLICY } from './priority-policy.ts';
export { findingsInWords } from './priority-reason.ts';
export type { StudyRule } from './study-rule.ts';
export { assessSuitability, checksBeside } from './suitability.ts';
export type { SeriesContent } from './suitability-content.ts';
export type { PriorityParts, RankedItem, TriageItem, TriageState } from './triage-item.ts';
export { clockWords, waitingWords } from './waiting-words.ts';
