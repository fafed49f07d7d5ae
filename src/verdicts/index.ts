export type { Agreement, CallAgreement } from './agreement.ts';
export { agreementOf } from './agreement.ts';
export { mergedRecords } from './merge.ts';
export type { BlindedReading, GivenVerdict, NextStep, VerdictRecord } from './record.ts';
export {
  emptyRecord,
  isHidden,
  nextStep,
  stageOf,
  standing,
  withoutResult,
  withUndone,
} from './record.ts';
export type { HemorrhageType, Verdict, VerdictKind } from './verdict.ts';
export { disagrees, VERDICT_KINDS, verdictOf, withType } from './verdict.ts';
export { verdictWords } from './words.ts';
