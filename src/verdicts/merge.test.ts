import { expect, it } from 'vitest';
import { ms } from '#base';
import { mergedRecords } from './merge.ts';
import { emptyRecord, type GivenVerdict, standing, type VerdictRecord } from './record.ts';
import { verdictOf } from './verdict.ts';

const given = (at: number, kind: 'none' | 'unsure', more: Partial<GivenVerdict> = {}) => ({
  verdict: verdictOf(kind, null),
  ...{ at: ms(at), by: 'AB', stage: 'open' as const, analysisKey: 'k', flagged: null },
  undoneAt: null,
  ...more,
});
const record = (...log: readonly GivenVerdict[]): VerdictRecord => ({ ...emptyRecord('s'), log });

it('has every verdict of both, and the one that was given last stands, whoever writes last', () => {
  const [early, late] = [record(given(1, 'none')), record(given(2, 'unsure'))];
  for (const merged of [mergedRecords(early, late), mergedRecords(late, early)]) {
    expect(merged.log.map(({ at }) => at)).toEqual([1, 2]);
    expect(standing(merged)?.verdict.kind).toBe('unsure');
  }
});

it('has one that both know once, also where one names its result by a seal, as the newer has it', () => {
  const taken = record(given(1, 'none', { undoneAt: ms(5) }), given(3, 'none'));
  const sealed = record(given(1, 'none', { analysisKey: '~x', by: '' }));
  const merged = mergedRecords(taken, sealed);
  expect(merged.log).toEqual(taken.log);
  expect(mergedRecords(merged, merged)).toEqual(merged);
});

it('forgets of a blinded reading nothing that was seen in either', () => {
  const blinded = { openedAt: null, shownBefore: false, reveal: null };
  const reveal = { at: ms(3), flagged: null, operatingPoint: '', modelHash: '' };
  const [seen, opened] = [
    { ...blinded, shownBefore: true, reveal },
    { ...blinded, openedAt: ms(1) },
  ];
  const merged = mergedRecords({ ...record(), blinded: opened }, { ...record(), blinded: seen });
  expect(merged.blinded).toEqual({ openedAt: 1, shownBefore: true, reveal });
  expect(mergedRecords(record(), { ...record(), blinded: seen }).blinded).toEqual(seen);
});
