export { isAbort, throwIfAborted } from './abort.ts';
export type { AnyLift } from './any-lift.ts';
export { DEFAULT_ANY_LIFT, isNeverFlagged, liftAny, reaches } from './any-lift.ts';
export { apart, roundedBeside } from './apart.ts';
export type { ByteRange } from './byte-range.ts';
export { bytesOf, SOURCE_GONE } from './byte-range.ts';
export { calibrated, plattScaled } from './calibrated.ts';
export { capitalized } from './capitalized.ts';
export { countOf } from './count-of.ts';
export type { EngineKind } from './engine-kinds.ts';
export {
  ENGINE_KINDS,
  ENGINE_LABELS,
  FORMER_KINDS,
  NODE_ENGINE_KINDS,
  parseEngineKind,
} from './engine-kinds.ts';
export type { Outcome, Reason } from './errors.ts';
export {
  AppError,
  assertNever,
  isInflateFault,
  messageOf,
  notOk,
  ok,
  reasonFrom,
} from './errors.ts';
export { escapedHtml } from './escaped-html.ts';
export { fingerprint } from './fingerprint.ts';
export type { FlaggedBy } from './flagged-by.ts';
export { DEFAULT_FLAGGED_BY, flaggingLabels } from './flagged-by.ts';
export { canonicalJson, sha256Hex } from './hash.ts';
export { hexOf } from './hex.ts';
export { inLanes } from './in-lanes.ts';
export type { Label, LabelMap } from './labels.ts';
export { HEMORRHAGE_TYPES, isLabel, LABEL_ABBREVIATIONS, LABELS, labelMap } from './labels.ts';
export type { PlattScaling } from './logistic.ts';
export { applyPlatt, logit, sigmoid } from './logistic.ts';
export { messageTurn } from './message-turn.ts';
export { defaultModelFolder, isModelFolder, STAND_IN_MODEL } from './models-index.ts';
export { isNobodys } from './nobodys.ts';
export { type Packed, packed, unpacked, unpackedAt } from './packed.ts';
export { pause } from './pause.ts';
export { quantile } from './quantile.ts';
export { seededNormal, seededRandom } from './random.ts';
export { adviceOf, isReasonCode } from './reason-advice.ts';
export type { ReasonCode } from './reason-codes.ts';
export { inPart } from './reason-codes.ts';
export type { Advice } from './reasons/advice.ts';
export { releaseBuffer } from './release-buffer.ts';
export { saidAge } from './said-age.ts';
export { sharing } from './sharing.ts';
export type { HU, Mm, Ms, Probability, SliceIndex } from './units.ts';
export { hu, mm, ms, probability, sliceIndex } from './units.ts';
export type { Upgraded, UpgradeStep, Versioned } from './upgrade.ts';
export { isRecord, upgrade } from './upgrade.ts';
export { wilsonInterval, Z95 } from './wilson-interval.ts';
export { withoutOverrides } from './without-overrides.ts';
