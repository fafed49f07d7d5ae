import type { Agreement, CallAgreement } from '#verdicts';
import { toCsv } from './csv.ts';
import type { ListedStudy, ListedVerdict, StudyList } from './study-list.ts';
import { type Column, tableOf } from './triage-columns.ts';

interface Reading {
  readonly study: ListedStudy;
  readonly blinded: NonNullable<ListedStudy['blinded']>;
  readonly first: ListedVerdict | null;
  readonly final: ListedVerdict | null;
}

const COLUMNS: readonly Column<Reading>[] = [
  ['number', ({ study }) => study.number],
  ['study_instance_uid', ({ study }) => study.studyInstanceUid],
  ['opened_at', ({ blinded }) => blinded.openedAt],
  ['first_verdict', ({ first }) => first?.given ?? null],
  ['first_types', ({ first }) => first?.types.join(' ') ?? null],
  ['first_at', ({ first }) => first?.at ?? null],
  ['first_by', ({ first }) => first?.by ?? null],
  ['seconds_to_first', ({ blinded, first }) => seconds(blinded.openedAt, first?.at)],
  ['revealed_at', ({ blinded }) => blinded.revealedAt],
  ['flagged', ({ blinded }) => blinded.flagged?.join(' ') ?? null],
  [
    'is_flagged',
    ({ blinded: { flagged } }) => (flagged === null ? null : yesOrNo(flagged.length > 0)),
  ],
  ['operating_point', ({ blinded }) => blinded.operatingPoint],
  ['model_hash', ({ blinded }) => blinded.modelHash],
  ['final_verdict', ({ final }) => final?.given ?? null],
  ['final_types', ({ final }) => final?.types.join(' ') ?? null],
  ['final_at', ({ final }) => final?.at ?? null],
  ['final_by', ({ final }) => final?.by ?? null],
  ['seconds_from_reveal_to_final', ({ blinded, final }) => seconds(blinded.revealedAt, final?.at)],
  ['changed', ({ first, final }) => (first && final ? yesOrNo(differs(first, final)) : null)],
  ['result_shown_before', ({ blinded }) => yesOrNo(blinded.shownBefore)],
];

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

const seconds = (from: string | null, to: string | undefined): number | null =>
  from === null || to === undefined ? null : (Date.parse(to) - Date.parse(from)) / 1000;

const differs = (a: ListedVerdict, b: ListedVerdict): boolean =>
  a.given !== b.given || a.types.join() !== b.types.join();

const lastOf = ({ verdicts }: ListedStudy, stage: ListedVerdict['stage']): ListedVerdict | null =>
  verdicts.findLast((given) => given.stage === stage && given.takenBackAt === null) ?? null;

/**
 * A row for every study that was opened blind: both verdicts, when each was given, and what was revealed between them. Times are seconds by
 * the machine's clock; an empty cell is something that did not happen.
 */
export function blindedReadingsCsv({ studies }: StudyList): string {
  const readings = studies.flatMap((study): readonly Reading[] => {
    const { blinded } = study;
    const first = lastOf(study, 'first');
    return blinded === null || (blinded.openedAt === null && first === null)
      ? []
      : [{ study, blinded, first, final: lastOf(study, 'final') }];
  });
  return toCsv(tableOf(COLUMNS, readings));
}

const PAIRS = [
  ['first verdict', 'flag', 'firstAndFlag'],
  ['final verdict', 'flag', 'finalAndFlag'],
  ['first verdict', 'final verdict', 'firstAndFinal'],
] as const;

type AgreementRow = readonly [a: string, b: string, agreement: CallAgreement];

const AGREEMENT_COLUMNS: readonly Column<AgreementRow>[] = [
  ['a', ([a]) => a],
  ['b', ([, b]) => b],
  ['n', ([, , { n }]) => n],
  ['unsure', ([, , { unsure }]) => unsure],
  ['both_hemorrhage', ([, , { table }]) => table[0][0]],
  ['only_a_hemorrhage', ([, , { table }]) => table[0][1]],
  ['only_b_hemorrhage', ([, , { table }]) => table[1][0]],
  ['neither', ([, , { table }]) => table[1][1]],
  ['observed_agreement', ([, , { n, observed }]) => (n === 0 ? null : observed)],
  ['expected_agreement', ([, , { n, expected }]) => (n === 0 ? null : expected)],
  ['kappa', ([, , { kappa }]) => kappa],
  ['standard_error', ([, , { standardError }]) => standardError],
  ['kappa_low_95', ([, , { interval }]) => interval?.[0] ?? null],
  ['kappa_high_95', ([, , { interval }]) => interval?.[1] ?? null],
];

/** How the first and the final verdict agree with the flag and with each other: a row for each pair. */
export const agreementCsv = (agreement: Agreement): string =>
  toCsv(
    tableOf(
      AGREEMENT_COLUMNS,
      PAIRS.map(([a, b, pair]): AgreementRow => [a, b, agreement[pair]]),
    ),
  );
