import { countOf, type Label } from '#base';
import { type ShiftResult, type ShiftStudy, type ShiftSummary, summarizeShift } from '#report';
import { namedTypes } from '#triage';
import { disagrees, standing, type Verdict, verdictWords } from '#verdicts';
import { momentOf, momentOrNull } from '../export/moment.ts';
import type { VerdictsState } from '../verdicts/state.ts';
import { type Care, careState } from '../worklist/care.ts';
import { imagesGone } from '../worklist/kept-rows.ts';
import type { WorklistState } from '../worklist/state.ts';
import { rankedResultOf, type StudyEntry } from '../worklist/study-entry.ts';

/** What of a tab's state a shift is looked back on by. */
export interface ShiftState {
  readonly worklist: Pick<WorklistState, 'entries' | 'shift' | 'cap'>;
  readonly verdicts: VerdictsState;
}

/** The present shift looked back on at a moment. A study that was given again in this shift came in this shift. */
export function shiftSummary({ worklist, verdicts }: ShiftState, now: number): ShiftSummary {
  const { entries, shift, cap } = worklist;
  const all = [...entries.values()];
  const before = all.filter((entry) => entry.shift !== shift.startedAt);
  const done = before.flatMap((entry) => entry.care.done ?? []);
  return summarizeShift({
    from: momentOf(shift.startedAt),
    to: momentOf(now),
    cap,
    studies: all
      .filter((entry) => entry.shift === shift.startedAt)
      .map((entry) => shiftStudy(entry, verdicts, now)),
    earlier: {
      left: before.length - done.length,
      doneSince: done.filter(({ at }) => at >= shift.startedAt).length,
    },
  });
}

function shiftStudy(entry: StudyEntry, verdicts: VerdictsState, now: number): ShiftStudy {
  const { care, receivedAt } = entry;
  const findings = rankedResultOf(entry)?.findings ?? null;
  const result = resultWord(entry);
  const given = standing(verdicts.byStudy.get(entry.key));
  const seenAt = firstSeen(care);
  const any: number = findings?.probabilities.any ?? Number.NaN;
  return {
    number: entry.number,
    result,
    types: findings === null ? [] : namedTypes(findings),
    any: Number.isFinite(any) ? any : null,
    anyFrom: findings?.thresholds?.any ?? null,
    reason: whyNot(entry),
    receivedAt: momentOf(receivedAt),
    care: careState(care),
    openedAt: momentOrNull(care.openedAt),
    acknowledgedAt: momentOrNull(care.acknowledged?.at),
    acknowledgedBy: care.acknowledged?.by ?? '',
    doneAt: momentOrNull(care.done?.at),
    doneBy: care.done?.by ?? '',
    // The clock of a computer may be set back.
    waited: Math.max(0, (seenAt ?? now) - receivedAt),
    seen: seenAt !== null,
    verdict: given === null ? null : verdictWords(given.verdict),
    verdictAt: momentOrNull(given?.at),
    disagreement:
      given === null ? null : disagreement(given.verdict, findings?.flagged ?? null, result),
  };
}

function firstSeen({ openedAt, acknowledged, done }: Care): number | null {
  const moments = [openedAt, acknowledged?.at, done?.at].filter((at) => at != null);
  return moments.length === 0 ? null : Math.min(...moments);
}

function resultWord({ phase }: StudyEntry): ShiftResult {
  switch (phase.kind) {
    case 'ranked':
    case 'partial':
      if (phase.result.findings.flagged.length > 0) return 'flagged';
      return phase.kind === 'partial' ? 'no flag, incomplete' : 'no flag';
    case 'unsuitable':
    case 'failed':
    case 'interrupted':
      return 'not analyzed';
    case 'hidden':
      return 'hidden';
    default:
      return 'under way';
  }
}

function whyNot({ phase }: StudyEntry): string | null {
  switch (phase.kind) {
    case 'partial':
      return `${countOf(phase.missing, 'slice')} not analyzed`;
    case 'unsuitable':
      return phase.reasons.map(({ text }) => text).join('; ');
    case 'failed':
      return phase.reason.text;
    case 'interrupted':
      return imagesGone(null).text;
    default:
      return null;
  }
}

function disagreement(
  verdict: Verdict,
  flagged: readonly Label[] | null,
  result: ShiftResult,
): string | null {
  if (!disagrees(verdict, flagged)) return null;
  return verdict.kind === 'disagree'
    ? `${result}; the reader disagrees`
    : `${result}; the reader says ${verdictWords(verdict)}`;
}
