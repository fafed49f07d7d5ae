import type { Label, Ms } from '#base';
import type { Verdict } from './verdict.ts';

/** When a verdict was given: with the result on the screen, before a blinded reader saw it, or after. */
export type VerdictStage = 'open' | 'first' | 'final';

/** One verdict as it was given. A log only grows: what was taken back says so. */
export interface GivenVerdict {
  readonly verdict: Verdict;
  readonly at: Ms;
  /** Initials, '' where the reader gave none. */
  readonly by: string;
  readonly stage: VerdictStage;
  /** The result that was there; '' where none was. */
  readonly analysisKey: string;
  /** What was flagged on the screen then; null where no result was shown or it is not known. */
  readonly flagged: readonly Label[] | null;
  /** When it was taken back; null: it was not. */
  readonly undoneAt: Ms | null;
}

/** What a blinded reader was shown when. */
export interface Reveal {
  readonly at: Ms;
  /** Labels that were flagged; null where the study had no result to rank it by. */
  readonly flagged: readonly Label[] | null;
  readonly operatingPoint: string;
  readonly modelHash: string;
}

/** How far a study is with being read blind. */
export interface BlindedReading {
  /** When it was first opened with the result hidden. */
  readonly openedAt: Ms | null;
  /** The result, or part of it, was on this browser's screen before. */
  readonly shownBefore: boolean;
  readonly reveal: Reveal | null;
}

/** All that readers said of a study. Kept in the browser; `version` numbers the format. */
export interface VerdictRecord {
  readonly version: 3;
  readonly studyKey: string;
  /** In the order in which they were given. */
  readonly log: readonly GivenVerdict[];
  /** null: never read blind. */
  readonly blinded: BlindedReading | null;
}

/** Nothing said yet. */
export const emptyRecord = (studyKey: string): VerdictRecord => ({
  version: 3,
  studyKey,
  log: [],
  blinded: null,
});

/** The verdict that counts: the last one, of a stage or of all, that was not taken back. */
export const standing = (
  record: Pick<VerdictRecord, 'log'> | undefined,
  stage?: VerdictStage,
): GivenVerdict | null =>
  record?.log.findLast(
    (given) => given.undoneAt === null && (stage === undefined || given.stage === stage),
  ) ?? null;

/** Takes a verdict back, or gives it again (null). */
export const withUndone = (
  record: VerdictRecord,
  index: number,
  undoneAt: Ms | null,
): VerdictRecord => ({
  ...record,
  log: record.log.map((given, at) => (at === index ? { ...given, undoneAt } : given)),
});

/** Whether the model's result of a study is to be hidden: while one reads blind, until it was revealed. */
export const isHidden = (record: VerdictRecord | undefined, blinded: boolean): boolean =>
  blinded && (record?.blinded?.reveal ?? null) === null;

/** The stage of a verdict that is given now. */
export function stageOf(record: VerdictRecord | undefined, blinded: boolean): VerdictStage {
  if (!blinded) return 'open';
  return isHidden(record, blinded) ? 'first' : 'final';
}

/** A record without what would tell a blinded reader of the result: verdicts given beside it, and what was flagged then. */
export const withoutResult = (record: VerdictRecord): VerdictRecord => ({
  ...record,
  log: record.log.filter(({ stage }) => stage === 'first'),
});

/** What is next for a study: its reader's word, the end of the analysis, the result, or the next study. */
export type NextStep = 'verdict' | 'wait' | 'reveal' | 'finish';

/** What {@link NextStep} a study is at; `settled`: its analysis has ended, whatever came of it. */
export function nextStep(
  record: VerdictRecord | undefined,
  blinded: boolean,
  settled: boolean,
): NextStep {
  const hidden = isHidden(record, blinded);
  if (standing(record, hidden ? 'first' : undefined) === null) return 'verdict';
  if (!hidden) return 'finish';
  return settled ? 'reveal' : 'wait';
}
