import { toCsv } from './csv.ts';
import type { ListedStudy, ListedVerdict, StudyList } from './study-list.ts';
import { type Column, tableOf } from './triage-columns.ts';

interface Logged {
  readonly study: ListedStudy;
  readonly verdict: ListedVerdict;
  /** It is the one that counts. */
  readonly stands: boolean;
}

const COLUMNS: readonly Column<Logged>[] = [
  ['verdict_at', ({ verdict }) => verdict.at],
  ['verdict_by', ({ verdict }) => verdict.by],
  ['verdict', ({ verdict }) => verdict.given],
  ['types', ({ verdict }) => verdict.types.join(' ')],
  ['types_as_flagged', ({ verdict }) => yesOrNo(verdict.asFlagged)],
  ['stands', ({ stands }) => yesOrNo(stands)],
  ['taken_back_at', ({ verdict }) => verdict.takenBackAt],
  ['stage', ({ verdict }) => verdict.stage],
  ['flagged_then', ({ verdict }) => flaggedText(verdict.flagged)],
  ['number', ({ study }) => study.number],
  ['study_instance_uid', ({ study }) => study.studyInstanceUid],
  ['opened_blind_at', ({ study }) => study.blinded?.openedAt ?? null],
  ['revealed_at', ({ study }) => study.blinded?.revealedAt ?? null],
  [
    'flagged_at_reveal',
    ({ study: { blinded } }) =>
      blinded === null || blinded.revealedAt === null ? null : flaggedText(blinded.flagged),
  ],
  [
    'result_shown_before',
    ({ study: { blinded } }) => (blinded === null ? null : yesOrNo(blinded.shownBefore)),
  ],
  ['state', ({ study }) => study.state],
  ['flagged', ({ study }) => study.flagged.join(' ')],
  ['any', ({ study }) => study.probabilities?.any ?? null],
  ['package_any', ({ study }) => study.computedBy?.packageAny ?? null],
  ['operating_point', ({ study }) => study.computedBy?.operatingPoint ?? null],
  ['model', ({ study }) => study.computedBy?.id ?? null],
  ['model_hash', ({ study }) => study.computedBy?.hash ?? null],
];

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

/** An empty cell: not known, or no result was there. */
const flaggedText = (flagged: ListedVerdict['flagged']): string | null =>
  flagged === null ? null : flagged.join(' ') || 'no flag';

/**
 * All that readers said, in the order in which they said it, each with the result as it stands now: a row for every verdict, those that
 * were replaced and those that were taken back too.
 */
export function verdictLogCsv({ studies }: StudyList): string {
  const logged = studies
    .flatMap((study) =>
      study.verdicts.map(
        (verdict): Logged => ({
          study,
          verdict,
          stands: verdict === study.verdict,
        }),
      ),
    )
    .sort((a, b) => (a.verdict.at < b.verdict.at ? -1 : 1));
  return toCsv(tableOf(COLUMNS, logged));
}
