import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { agreementOf, emptyRecord, type Verdict, verdictOf } from '#verdicts';
import { agreementCsv, blindedReadingsCsv } from './blinded-readings.ts';
import { aListedStudy } from './study-list.fixture.ts';
import { LIST_NOTE, type ListedStudy, type ListedVerdict } from './study-list.ts';

const table = (csv: string): readonly Record<string, string>[] =>
  parse(csv, { columns: true }) as Record<string, string>[];

const listOf = (...studies: readonly ListedStudy[]) => ({
  version: 3 as const,
  note: LIST_NOTE,
  exportedAt: '2026-11-27T02:00:00.000Z',
  studies,
  skipped: [],
});

const FIRST: ListedVerdict = {
  given: 'none',
  types: [],
  asFlagged: false,
  at: '2026-11-27T01:00:42.500Z',
  by: 'AB',
  stage: 'first',
  flagged: null,
  takenBackAt: null,
};
const FINAL: ListedVerdict = {
  ...FIRST,
  given: 'hemorrhage',
  types: ['subdural'],
  at: '2026-11-27T01:01:00.000Z',
  stage: 'final',
};
const READ = aListedStudy({
  number: 4,
  verdict: FINAL,
  verdicts: [
    { ...FIRST, given: 'unsure', at: '2026-11-27T01:00:10.000Z' },
    FIRST,
    { ...FINAL, given: 'unsure', takenBackAt: FINAL.at },
    FINAL,
  ],
  blinded: {
    openedAt: '2026-11-27T01:00:00.000Z',
    shownBefore: false,
    revealedAt: '2026-11-27T01:00:50.000Z',
    flagged: ['any', 'subdural'],
    operatingPoint: 'balanced',
    modelHash: 'ab12',
  },
});

describe('the table of blinded readings', () => {
  it('has both verdicts, when each was given, how long it took, and what was revealed between them', () => {
    expect(table(blindedReadingsCsv(listOf(READ)))).toEqual([
      {
        number: '4',
        study_instance_uid: READ.studyInstanceUid,
        opened_at: '2026-11-27T01:00:00.000Z',
        first_verdict: 'none',
        first_types: '',
        first_at: FIRST.at,
        first_by: 'AB',
        seconds_to_first: '42.5',
        revealed_at: '2026-11-27T01:00:50.000Z',
        flagged: 'any subdural',
        is_flagged: 'yes',
        operating_point: 'balanced',
        model_hash: 'ab12',
        final_verdict: 'hemorrhage',
        final_types: 'subdural',
        final_at: FINAL.at,
        final_by: 'AB',
        seconds_from_reveal_to_final: '10',
        changed: 'yes',
        result_shown_before: 'no',
      },
    ]);
  });

  it('leaves empty what did not happen, and studies out that nobody opened blind', () => {
    const blinded = {
      openedAt: null,
      shownBefore: true,
      revealedAt: null,
      flagged: null,
      operatingPoint: null,
      modelHash: null,
    };
    const opened = { ...blinded, openedAt: '2026-11-27T01:00:00.000Z' };
    const rows = table(
      blindedReadingsCsv(
        listOf(aListedStudy(), aListedStudy({ blinded }), aListedStudy({ blinded: opened })),
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      first_verdict: '',
      seconds_to_first: '',
      is_flagged: '',
      changed: '',
      result_shown_before: 'yes',
    });
  });
});

it('the table of agreement has a row for each pair, with the two by two table, kappa and its interval', () => {
  const given = (verdict: Verdict, stage: 'first' | 'final') => ({
    verdict,
    at: ms(1),
    by: '',
    stage,
    analysisKey: '',
    flagged: null,
    undoneAt: null,
  });
  const record = (first: Verdict, final: Verdict, isFlagged: boolean) => ({
    ...emptyRecord('a'),
    log: [given(first, 'first'), given(final, 'final')],
    blinded: {
      openedAt: ms(0),
      shownBefore: false,
      reveal: {
        at: ms(2),
        flagged: isFlagged ? (['any'] as const) : [],
        operatingPoint: 'balanced',
        modelHash: 'h',
      },
    },
  });
  const yes = verdictOf('hemorrhage', null);
  const no = verdictOf('none', null);
  const rows = table(
    agreementCsv(
      agreementOf([
        record(yes, yes, true),
        record(no, yes, true),
        record(no, no, false),
        record(verdictOf('unsure', null), no, false),
      ]),
    ),
  );
  expect(rows.map(({ a, b, n, unsure }) => [a, b, n, unsure])).toEqual([
    ['first verdict', 'flag', '3', '1'],
    ['final verdict', 'flag', '4', '0'],
    ['first verdict', 'final verdict', '3', '1'],
  ]);
  expect(rows[0]).toMatchObject({
    both_hemorrhage: '1',
    only_a_hemorrhage: '0',
    only_b_hemorrhage: '1',
    neither: '1',
  });
  expect(Number(rows[0]?.kappa)).toBeCloseTo(0.4, 9);
  expect(Number(rows[0]?.kappa_low_95)).toBeLessThan(0.4);
  expect(rows[1]).toMatchObject({ kappa: '1', kappa_low_95: '', standard_error: '' });
});
