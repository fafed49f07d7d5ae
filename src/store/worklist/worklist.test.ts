import { describe, expect, it } from 'vitest';
import { labelMap, ms, probability, type ReasonCode, sliceIndex } from '#base';
import { speak, told } from '#texts';
import { DEFAULT_POLICY } from '#triage';
import { applyResult } from '../analysis/apply-run.ts';
import { flaggedRuns, nextFlagged, sliceStrip } from '../reading/selectors.ts';
import { type Care, UNSEEN } from './care.ts';
import { anEntry, aResult, aSummary } from './entries.fixture.ts';
import { filterRows } from './filter-rows.ts';
import { coverageText } from './row-state.ts';
import { worklistRows } from './selectors.ts';
import type { StudyEntry } from './study-entry.ts';
import { typeChips } from './type-chips.ts';

describe('the rows', () => {
  const entries = new Map(
    [
      anEntry('queued'),
      anEntry('flagged', { phase: { kind: 'ranked', result: aResult(0.91) } }),
      anEntry('unflagged', { phase: { kind: 'ranked', result: aResult(0.07) } }),
      anEntry('failed', {
        phase: { kind: 'failed', reason: { code: 'source-gone', text: 'the file is gone' } },
        summary: aSummary({ patientName: 'Roe, Rick' }),
      }),
    ].map((entry) => [entry.key, entry]),
  );
  const shift = { version: 1, startedAt: ms(0), seenAt: ms(0), lastNumber: 7 } as const;
  const now = ms(300_000);
  const listed = (given: ReadonlyMap<string, StudyEntry>) =>
    worklistRows({
      entries: given,
      now,
      paused: false,
      shift,
      cap: DEFAULT_POLICY.cap,
      blinded: false,
    });
  const rows = listed(entries);

  it('are the same objects as before where they say the same, so that only what changed is drawn', () => {
    const changed = anEntry('queued', { phase: { kind: 'reading' } });
    const after = listed(new Map(entries).set('queued', changed));
    const same = after.filter((row) => rows.includes(row)).map(({ key }) => key);
    expect(same.sort()).toEqual(['failed', 'flagged', 'unflagged']);
    // One that is flagged now goes before the others: those behind it have another rank and are drawn anew.
    const flagged = anEntry('queued', { phase: { kind: 'ranked', result: aResult(0.99) } });
    const moved = listed(new Map(entries).set('queued', flagged));
    for (const row of moved) {
      const before = rows.find(({ key }) => key === row.key);
      expect(row === before).toBe(row.rank === before?.rank && row.entry === before.entry);
    }
  });

  it('hold every study, whatever became of it, flagged ones first', () => {
    expect(rows.map(({ key }) => key).sort()).toEqual(['failed', 'flagged', 'queued', 'unflagged']);
    expect(rows[0]).toMatchObject({ key: 'flagged', rank: 1, state: 'flagged', any: 0.91 });
  });

  it('never say normal or negative', () => {
    const words = rows.map(({ reason, stateText }) => `${reason} ${stateText}`).join(' ');
    expect(words).not.toMatch(/normal|negative/i);
    expect(words).toContain('No flag');
  });

  it('give no number to what has no result', () => {
    expect(
      rows
        .filter(({ any }) => any === null)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['failed', 'queued']);
  });

  it('tell a flag without a type from no flag and from no result', () => {
    const named = aResult(0.92, { flagged: ['any', 'subdural'] });
    const given = new Map(entries).set(
      'named',
      anEntry('named', { phase: { kind: 'ranked', result: named } }),
    );
    const unclear = listed(given).map(({ key, typeUnclear, entry }) => [
      key,
      typeUnclear,
      typeChips(entry).length,
    ]);
    expect(unclear.sort()).toEqual([
      ['failed', false, 0],
      ['flagged', true, 0],
      ['named', false, 1],
      ['queued', false, 0],
      ['unflagged', false, 0],
    ]);
  });

  const signed = { at: ms(290_000), by: 'AB' };
  const careOf = (given: Partial<Care>) => ({ care: { ...UNSEEN, ...given } });
  const flagged = { phase: { kind: 'ranked', result: aResult(0.91) } } as const;
  const mapOf = (...list: readonly StudyEntry[]) => new Map(list.map((one) => [one.key, one]));

  it('wait only while they are unread: what was opened or taken on is never promoted', () => {
    const hours = 9 * 3_600_000;
    const old = mapOf(
      anEntry('bleed', { ...flagged, receivedAt: ms(hours - 60_000) }),
      anEntry('opened', careOf({ openedAt: ms(0) })),
      anEntry('taken', { ...flagged, ...careOf({ acknowledged: signed }) }),
      anEntry('unread'),
    );
    const late = worklistRows({
      entries: old,
      now: ms(hours),
      paused: false,
      shift,
      cap: DEFAULT_POLICY.cap,
      blinded: false,
    });
    expect(late.map(({ key }) => key)).toEqual(['unread', 'bleed', 'taken', 'opened']);
    expect(late.map(({ waited }) => waited)).toEqual([hours, 60_000, null, null]);
    expect(late.filter(({ reason }) => /promoted/.test(reason)).map(({ key }) => key)).toEqual([
      'unread',
    ]);
    expect(late[3]?.reason).not.toMatch(/waiting [0-9u]/);
    // A site with another cap has another order, and the row says the cap that holds there.
    const under = { entries: old, now: ms(hours), paused: false, shift, blinded: false };
    const [first] = worklistRows({ ...under, cap: ms(2 * hours) });
    expect(first?.key).toBe('bleed');
    const unread = worklistRows({ ...under, cap: ms(10 * 60_000) }).find(
      ({ key }) => key === 'unread',
    );
    expect(unread?.reason).toMatch(/; promoted by waiting time \(.*, cap 10 min\)$/);
  });

  it('of earlier shifts stand below, unranked and never promoted', () => {
    const both = mapOf(
      anEntry('yesterday', { ...flagged, shift: ms(-1), receivedAt: ms(-90_000_000) }),
      anEntry('now'),
    );
    expect(listed(both).map(({ key, section, rank }) => [key, section, rank])).toEqual([
      ['now', 'ranking', 1],
      ['yesterday', 'earlier', null],
    ]);
    expect(listed(both)[1]?.reason).not.toContain('Promoted');
  });

  it('leave the ranking when they are done, for a filter of their own', () => {
    const some = mapOf(
      anEntry('first', { ...flagged, ...careOf({ done: { at: ms(1), by: '' } }) }),
      anEntry('last', careOf({ done: { at: ms(2), by: 'AB' } })),
      anEntry('open'),
    );
    const all = listed(some);
    expect(filterRows(all, 'all', '').map(({ key, rank }) => [key, rank])).toEqual([['open', 1]]);
    expect(filterRows(all, 'flagged', '')).toEqual([]);
    expect(filterRows(all, 'done', '').map(({ key }) => key)).toEqual(['last', 'first']);
  });

  it('are found by what they show', () => {
    expect(filterRows(rows, 'all', 'roe').map(({ key }) => key)).toEqual(['failed']);
    expect(filterRows(rows, 'not-analysed', '').map(({ key }) => key)).toEqual(['failed']);
    expect(filterRows(rows, 'all', '#7')).toHaveLength(4);
    expect(filterRows(rows, 'flagged', '').map(({ key }) => key)).toEqual(['flagged']);
    expect(filterRows(rows, 'all', 'probable').map(({ key }) => key)).toEqual(['flagged']);
  });

  it('are found by the whole of a number and of a short word, and by who acknowledged', () => {
    const some = listed(
      mapOf(
        anEntry('three', { number: 3 }),
        anEntry('more', { ...flagged, number: 37 }),
        anEntry('taken', {
          number: 13,
          care: { ...UNSEEN, acknowledged: { at: ms(1), by: 'JK' } },
        }),
      ),
    );
    const found = (words: string) => filterRows(some, 'all', words).map(({ key }) => key);
    expect(found('#3')).toEqual(['three']);
    expect(found('3')).toHaveLength(3);
    expect(found('acknowledged jk')).toEqual(['taken']);
    expect(found('jk ack')).toEqual(['taken']);
    expect(found('a-5')).toHaveLength(3);
    // Flagged, and its reason says "type not clear".
    const unclear = anEntry('unclear', { ...flagged, number: 4 });
    const none = { kind: 'ranked', result: aResult(0.1) } as const;
    const all = listed(mapOf(unclear, anEntry('none', { number: 5, phase: none })));
    const flags = (words: string) => filterRows(all, 'all', words).map(({ key }) => key);
    expect(flags('no')).toEqual(['unclear', 'none']);
    expect(flags('no flag')).toEqual(['none']);
  });

  it('are found by what they show in German, and by the English of it', async () => {
    const found = (words: string) => filterRows(rows, 'all', words).map(({ key }) => key);
    expect(found('nicht')).toEqual([]);
    const english = found('not analyzed');
    const unread = found('unread');
    await speak('de');
    try {
      expect(found(told('Not analyzed'))).toEqual(english);
      expect(found('nicht')).toEqual(english);
      expect(found('not analyzed')).toEqual(english);
      expect(found('mit hinweis')).toContain('flagged');
      expect(found('wahrscheinlich')).toEqual(['flagged']);
      expect(found('ungelesen')).toEqual(unread);
    } finally {
      await speak('en');
    }
  });
});

it('counts coverage of the slices that may hold brain, and misses the others nowhere', () => {
  const without = (index: number, code: ReasonCode) => ({
    sliceKey: `slice-${index}`,
    index: sliceIndex(index),
    reason: { code, text: code },
  });
  const lone = (notAnalysed: readonly ReturnType<typeof without>[]) =>
    coverageText(applyResult(anEntry('one'), aResult(0.1, { notAnalysed })));
  expect(lone([without(5, 'no-brain'), without(6, 'no-brain')])).toBe('5/5 analyzed');
  expect(lone([without(5, 'no-brain'), without(6, 'truncated')])).toBe('5/6 analyzed');
});

describe('the strip of slices', () => {
  const missing = {
    sliceKey: 'slice-4',
    index: sliceIndex(4),
    reason: { code: 'truncated' as const, text: 'cut off' },
  };
  const { slices, notAnalysed } = aResult(0.8).findings;
  const result = aResult(0.8, {
    slices: slices.slice(0, 4),
    notAnalysed: [missing, ...notAnalysed],
  });
  const entry = applyResult(anEntry('one'), result);
  const cells = sliceStrip(entry, 6, null);

  it('tells flagged, analyzed, not analyzed and waiting slices apart', () => {
    expect(cells.map(({ state }) => state)).toEqual([
      'analyzed',
      'analyzed',
      'analyzed',
      'flagged',
      'not-analyzed',
      'waiting',
    ]);
    expect(cells[4]?.reason).toBe('cut off');
  });

  it('lead from run to run of flagged slices, to the peak of each', () => {
    const strip = [0.1, 0.6, 0.9, 0.7, 0.1, 0.8, 0.95].map((any, index) => ({
      index,
      state: any >= 0.5 ? ('flagged' as const) : ('analyzed' as const),
      probabilities: labelMap((label) => probability(label === 'any' ? any : 0.05)),
      flagged: any >= 0.5 ? (['any'] as const) : [],
      reason: null,
    }));
    expect(flaggedRuns(strip)).toEqual([
      { first: 1, last: 3, peak: 2 },
      { first: 5, last: 6, peak: 6 },
    ]);
    expect([0, 2, 4, 6].map((from) => nextFlagged(strip, from, 1))).toEqual([2, 6, 6, 2]);
    expect([6, 4, 1].map((from) => nextFlagged(strip, from, -1))).toEqual([2, 2, 6]);
    expect(nextFlagged(strip.slice(0, 5), 1, 1)).toBe(2);
  });

  it('leads from flag to flag in both directions, round the ends', () => {
    expect(nextFlagged(cells, 0, 1)).toBe(3);
    expect(nextFlagged(cells, 5, 1)).toBe(3);
    expect(nextFlagged(cells, 3, -1)).toBe(3);
    expect(nextFlagged(cells.slice(0, 3), 0, 1)).toBeNull();
  });
});
