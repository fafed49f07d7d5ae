import type { ReasonCode } from '#base';
import type { SuitabilityCheck } from './findings.ts';

/** A check and what came of it. */
export const check = (
  outcome: SuitabilityCheck['outcome'],
  code: ReasonCode,
  text: string,
): SuitabilityCheck => ({ outcome, code, text });

/** A warning that stands in the row of its study, there in fewer words. */
export const warnInRow = (code: ReasonCode, text: string, inRow: string): SuitabilityCheck => ({
  outcome: 'warn',
  code,
  text,
  inRow,
});
