export { isAbort, throwIfAborted } from './abort.ts';
export type { Outcome, Reason } from './errors.ts';
export { AppError, assertNever, messageOf, notOk, ok } from './errors.ts';
export { canonicalJson, sha256Hex } from './hash.ts';
export type { Label, LabelMap } from './labels.ts';
export { HEMORRHAGE_TYPES, isLabel, LABEL_ABBREVIATIONS, LABELS, labelMap } from './labels.ts';
export { seededNormal, seededRandom } from './random.ts';
export type { HU, Mm, Ms, Probability, SliceIndex } from './units.ts';
export { hu, mm, ms, probability, sliceIndex } from './units.ts';
