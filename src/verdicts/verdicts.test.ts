import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEMORRHAGE_TYPES, type Label, ms } from '#base';
import { agreementOf } from './agreement.ts';
import {
  emptyRecord,
  type GivenVerdict,
  isHidden,
  nextStep,
  stageOf,
  standing,
  type VerdictRecord,
  type VerdictStage,
  withoutResult,
  withUndone,
} from './record.ts';
import {
  calledHemorrhage,
  disagrees,
  VERDICT_KINDS,
  type Verdict,
  verdictOf,
  withType,
} from './verdict.ts';
import { verdictWords } from './words.ts';

const types = fc.constantFrom(...HEMORRHAGE_TYPES);
const kinds = fc.constantFrom(...VERDICT_KINDS);
const stages = fc.constantFrom<VerdictStage>('open', 'first', 'final');

const given = (verdict: Verdict, more: Partial<GivenVerdict> = {}): GivenVerdict => ({
  verdict,
  at: ms(1),
  by: 'AB',
  stage: 'open',
  analysisKey: 'key',
  flagged: null,
  undoneAt: null,
  ...more,
});

const logs = fc
  .array(fc.record({ kind: kinds, stage: stages, undone: fc.boolean() }), { maxLength: 8 })
  .map((all) =>
    all.map(({ kind, stage, undone }) =>
      given(verdictOf(kind, null), { stage, undoneAt: undone ? ms(2) : null }),
    ),
  );

describe('a verdict', () => {
  it('of hemorrhage starts with the flagged types, and says that they are', () => {
    expect(verdictOf('hemorrhage', ['any', 'subdural', 'epidural'])).toEqual({
      kind: 'hemorrhage',
      types: ['epidural', 'subdural'],
      asFlagged: true,
    });
    for (const flagged of [null, [], ['any']]) {
      expect(verdictOf('hemorrhage', flagged)).toMatchObject({ types: [], asFlagged: false });
    }
    expect(verdictOf('none', ['any', 'subdural'])).toEqual({ kind: 'none' });
  });

  it('takes each of the five types and gives it back, in the order of the label set', () => {
    fc.assert(
      fc.property(fc.array(types, { maxLength: 12 }), (pressed) => {
        const verdict = pressed.reduce<Verdict | null>(withType, verdictOf('none', null));
        if (verdict === null || verdict.kind !== 'hemorrhage') return pressed.length === 0;
        const odd = HEMORRHAGE_TYPES.filter(
          (type) => pressed.filter((one) => one === type).length % 2 === 1,
        );
        expect(verdict).toEqual({ kind: 'hemorrhage', types: odd, asFlagged: false });
        return true;
      }),
    );
  });

  it('differs from the flag where one says hemorrhage and the other does not, never without a result and never unsure', () => {
    const [yes, no] = [withType(null, 'epidural'), verdictOf('none', null)];
    expect([disagrees(yes, []), disagrees(no, ['any'])]).toEqual([true, true]);
    expect([disagrees(yes, ['any', 'subdural']), disagrees(no, [])]).toEqual([false, false]);
    expect([disagrees(yes, null), disagrees(no, null)]).toEqual([false, false]);
    expect(disagrees(verdictOf('unsure', null), ['any'])).toBe(false);
    expect([disagrees({ kind: 'disagree' }, null), disagrees({ kind: 'agree' }, [])]).toEqual([
      true,
      false,
    ]);
  });

  it('is said in words that never mean normal', () => {
    const all = [
      ...VERDICT_KINDS.map((kind) => verdictOf(kind, ['subdural'])),
      withType(null, 'subarachnoid'),
    ];
    expect(all.map(verdictWords)).toEqual(['hemorrhage: SDH', 'none', 'unsure', 'hemorrhage: SAH']);
    expect(verdictWords({ kind: 'disagree' })).toBe('disagreed with the result');
  });
});

describe('the log of a study', () => {
  it('has as its verdict the last one that was not taken back; taking back and giving again change nothing else', () => {
    fc.assert(
      fc.property(logs, fc.nat(7), (log, at) => {
        const record = { ...emptyRecord('a'), log };
        expect(standing(record)).toBe(
          [...log].reverse().find((one) => one.undoneAt === null) ?? null,
        );
        const back = withUndone(record, at, ms(9));
        expect(back.log).toHaveLength(log.length);
        expect(standing(back)).not.toBe(log[at] ?? record);
        const again = withUndone(back, at, null);
        expect(again.log[at]?.verdict).toEqual(log[at]?.verdict);
      }),
    );
  });

  it('shows a blinded reader only verdicts that were given blind, and nothing of a result', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const shown = withoutResult({ ...emptyRecord('a'), log });
        expect(shown.log.every(({ stage, flagged }) => stage === 'first' && flagged === null)).toBe(
          true,
        );
      }),
    );
  });

  it('leads from the first verdict over the reveal to the end, and never past a step', () => {
    const empty = emptyRecord('a');
    expect(nextStep(undefined, false, true)).toBe('verdict');
    expect(nextStep({ ...empty, log: [given({ kind: 'unsure' })] }, false, false)).toBe('finish');
    // A verdict given beside the result is none of a blinded reader.
    expect(nextStep({ ...empty, log: [given({ kind: 'none' })] }, true, true)).toBe('verdict');
    const first = { ...empty, log: [given({ kind: 'none' }, { stage: 'first' })] };
    expect(nextStep(first, true, false)).toBe('wait');
    expect(nextStep(first, true, true)).toBe('reveal');
    expect([isHidden(first, true), stageOf(first, true)]).toEqual([true, 'first']);
    const reveal = { at: ms(3), flagged: [], operatingPoint: 'balanced', modelHash: 'h' };
    const revealed: VerdictRecord = {
      ...first,
      blinded: { openedAt: ms(0), shownBefore: false, reveal },
    };
    expect(nextStep(revealed, true, true)).toBe('finish');
    expect([isHidden(revealed, true), stageOf(revealed, true)]).toEqual([false, 'final']);
    expect([isHidden(first, false), stageOf(first, false)]).toEqual([false, 'open']);
  });
});

describe('agreement', () => {
  const read = (
    first: Verdict,
    final: Verdict | null,
    flagged: readonly Label[] | null,
    shownBefore = false,
  ): VerdictRecord => ({
    ...emptyRecord('a'),
    log: [
      given(first, { stage: 'first' }),
      ...(final === null ? [] : [given(final, { stage: 'final' })]),
    ],
    blinded: {
      openedAt: ms(0),
      shownBefore,
      reveal: { at: ms(2), flagged, operatingPoint: 'balanced', modelHash: 'h' },
    },
  });
  const yes = verdictOf('hemorrhage', null);
  const no = verdictOf('none', null);
  const unsure = verdictOf('unsure', null);

  it('counts first and final verdicts against the flag and each other, unsure and incomplete ones beside', () => {
    const records = [
      read(yes, yes, ['any', 'subdural']),
      read(no, yes, ['any'], true),
      read(no, no, []),
      read(yes, yes, []),
      read(unsure, no, []),
      read(no, null, []),
      read(no, no, null),
      { ...emptyRecord('open'), log: [given(yes)] },
    ];
    const agreement = agreementOf(records);
    expect(agreement).toMatchObject({ read: 7, complete: 5, shownBefore: 1 });
    expect(agreement.firstAndFlag).toMatchObject({
      table: [
        [1, 1],
        [1, 1],
      ],
      n: 4,
      unsure: 1,
      kappa: 0,
    });
    expect(agreement.finalAndFlag).toMatchObject({
      table: [
        [2, 1],
        [0, 2],
      ],
      unsure: 0,
    });
    expect(agreement.firstAndFinal).toMatchObject({
      table: [
        [2, 0],
        [1, 1],
      ],
      unsure: 1,
    });
    expect(agreementOf(records, { withShownBefore: false }).firstAndFlag.n).toBe(3);
  });

  it('puts every complete study into the table or beside it', () => {
    const verdicts = fc.constantFrom(yes, no, unsure);
    const flags = fc.constantFrom<readonly Label[]>([], ['any'], ['epidural']);
    fc.assert(
      fc.property(fc.array(fc.tuple(verdicts, verdicts, flags), { maxLength: 12 }), (all) => {
        const agreement = agreementOf(
          all.map(([first, final, flagged]) => read(first, final, flagged)),
        );
        for (const { n, unsure: beside, table } of [
          agreement.firstAndFlag,
          agreement.finalAndFlag,
          agreement.firstAndFinal,
        ]) {
          expect(n + beside).toBe(all.length);
          expect(table.flat().reduce((sum, cell) => sum + cell, 0)).toBe(n);
        }
      }),
    );
    expect([yes, no, unsure].map(calledHemorrhage)).toEqual([true, false, null]);
  });
});
