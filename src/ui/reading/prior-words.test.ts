import { describe, expect, it } from 'vitest';
import type { ScanOrder } from '#dicom';
import { anEntry, aResult } from '../../store/worklist/entries.fixture.ts';
import { agoWords, bothFlags, flagWords, rolesOf } from './prior-words.ts';

const apart = (
  kind: 'before' | 'after',
  days: number,
  minutes: number | null = null,
): ScanOrder => ({ kind, days, minutes });
const ranked = (any: number, flagged: readonly ('any' | 'subdural' | 'epidural')[] = []) =>
  anEntry(`${any}`, { phase: { kind: 'ranked', result: aResult(any, { flagged }) } });

describe('what two studies of a patient are to each other', () => {
  it('is said by scan time, and where that is not known this is said', () => {
    expect(rolesOf(apart('before', 3))).toEqual({ open: 'Present', other: 'Prior' });
    expect(rolesOf(apart('after', 3))).toEqual({ open: 'Earlier study', other: 'Later study' });
    for (const kind of ['same-day', 'unknown'] as const) {
      expect(rolesOf({ kind })).toEqual({ open: 'Open study', other: 'Other study' });
      expect(agoWords({ kind })).toContain('not known');
    }
  });

  it('is said in days, within a day in hours and minutes', () => {
    expect(
      [apart('before', 1), apart('before', 3), apart('after', 0, 45), apart('before', 0, 330)].map(
        agoWords,
      ),
    ).toEqual(['1 day before', '3 days before', '45 min after', '6 h before']);
  });
});

describe('what the model says of both', () => {
  it('is a line that never says that there is nothing', () => {
    const line = bothFlags(ranked(0.86, ['any', 'subdural']), ranked(0.1), apart('before', 3));
    expect(line).toBe('now subdural 0.43; 3 days before: no flag at this point');
    expect(flagWords(ranked(0.9, ['any']))).toBe('hemorrhage 0.90, type not clear');
    expect(flagWords(anEntry('a', { phase: { kind: 'queued' } }))).toBe('not analyzed yet');
    const failed = { kind: 'failed', reason: { code: 'broken', text: '' } } as const;
    expect(flagWords(anEntry('a', { phase: failed as never }))).toBe('not analyzed');
    const partial = { kind: 'partial', result: aResult(0.1), missing: 2 } as const;
    expect(flagWords(anEntry('a', { phase: partial }))).toBe(
      'no flag at this point (partly analyzed)',
    );
  });

  it('calls the open study "now" only where the other one was scanned before', () => {
    for (const order of [apart('after', 3), { kind: 'unknown' }, { kind: 'same-day' }] as const) {
      expect(bothFlags(ranked(0.1), ranked(0.2), order)).toMatch(/^this study /);
    }
  });

  it('is hidden where either result is hidden from a blinded reader', () => {
    const hidden = anEntry('h', { phase: { kind: 'hidden', underWay: false }, hidden: true });
    expect(bothFlags(hidden, ranked(0.9, ['any']), apart('before', 1))).toBeNull();
    expect(bothFlags(ranked(0.9, ['any']), hidden, apart('before', 1))).toBeNull();
  });

  it('says where two models read', () => {
    const result = { ...aResult(0.1), model: { id: 'b', title: 'B', hash: 'cd34' } };
    const other = anEntry('o', { phase: { kind: 'ranked', result } });
    expect(bothFlags(ranked(0.1), other, apart('before', 1))).toContain('two models');
  });
});
