import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { DEFAULT_POLICY } from '#triage';
import { applyResult } from '../analysis/apply-run.ts';
import { UNSEEN } from './care.ts';
import { anEntry, aResult, aSummary } from './entries.fixture.ts';
import { worklistRows } from './selectors.ts';
import { BY_PRIORITY, nextSort, sortRows } from './sort-rows.ts';
import type { StudyEntry } from './study-entry.ts';

const of = (key: string, age: number | null, any: number, given: Partial<StudyEntry> = {}) =>
  applyResult(
    anEntry(key, {
      summary: aSummary({ patientAgeYears: age, studyDate: `2026031${key.length}` }),
      ...given,
    }),
    aResult(any),
  );

const rows = worklistRows({
  entries: new Map(
    [
      of('a', 61, 0.9),
      of('bb', null, 0.2, { receivedAt: ms(50) }),
      of('ccc', 7, 0.6),
      of('d', 99, 0.7, { care: { ...UNSEEN, done: { at: ms(1), by: '' } } }),
    ].map((entry) => [entry.key, entry]),
  ),
  now: ms(100),
  paused: false,
  cap: DEFAULT_POLICY.cap,
  blinded: false,
  shift: { version: 1, startedAt: ms(0), seenAt: ms(0), lastNumber: 0 },
});
const keys = (by: Parameters<typeof sortRows>[1]) => sortRows(rows, by).map(({ key }) => key);

describe('the order of the rows', () => {
  it('is the ranking unless another is asked for', () => {
    expect(keys(BY_PRIORITY)).toEqual(['a', 'ccc', 'bb', 'd']);
  });

  it('goes by what a column says, in both directions, what is not stated last, sections kept', () => {
    expect(keys({ by: 'age', down: true })).toEqual(['a', 'ccc', 'bb', 'd']);
    expect(keys({ by: 'age', down: false })).toEqual(['ccc', 'a', 'bb', 'd']);
    expect(keys({ by: 'any', down: false })).toEqual(['bb', 'ccc', 'a', 'd']);
    expect(keys({ by: 'scanned', down: true })).toEqual(['ccc', 'bb', 'a', 'd']);
    expect(keys({ by: 'received', down: true })).toEqual(['bb', 'a', 'ccc', 'd']);
  });

  it('turns with each click, and comes back to the ranking with the third', () => {
    const once = nextSort(BY_PRIORITY, 'age');
    const twice = nextSort(once, 'age');
    expect([once, twice, nextSort(twice, 'age')]).toEqual([
      { by: 'age', down: true },
      { by: 'age', down: false },
      BY_PRIORITY,
    ]);
    expect(nextSort(twice, 'any')).toEqual({ by: 'any', down: true });
    expect(nextSort(once, 'priority')).toEqual(BY_PRIORITY);
  });
});
