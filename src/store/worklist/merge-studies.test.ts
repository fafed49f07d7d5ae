import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { aHeader, aSeries, aStudy } from '../../triage/study.fixture.ts';
import { UNSEEN } from './care.ts';
import { anEntry, aResult } from './entries.fixture.ts';
import { mergeStudies } from './merge-studies.ts';
import type { StudyEntry } from './study-entry.ts';

const SHIFT = { startedAt: ms(0), lastNumber: 7 };
const LATER = { startedAt: ms(4), lastNumber: 7 };

describe('a study of an earlier load, of which one slice is given again', () => {
  const whole = aStudy(aSeries([aHeader(0)]));
  // One slice is none to choose a series by: nothing of it can be analyzed.
  const { chosen: _, ...part } = whole;
  const result = aResult(0.9);
  const row = anEntry(part.key, {
    study: null,
    shift: ms(0),
    phase: { kind: 'ranked', result },
    slices: new Map(result.findings.slices.map((finding) => [finding.index, finding])),
  });

  it('is looked at anew: what was said of slices that are not there stands beside none that is', () => {
    const study = { ...part, chosen: null };
    const merged = mergeStudies(new Map([[part.key, row]]), [study], SHIFT, ms(5));
    expect(merged.changed).toEqual([part.key]);
    const entry = merged.entries.get(part.key);
    expect(entry?.phase).toEqual({ kind: 'queued' });
    expect(entry?.slices.size).toBe(0);
    const { setBack } =
      mergeStudies(
        new Map([[part.key, { ...row, setBack: ms(9) }]]),
        [study],
        LATER,
        ms(5),
      ).entries.get(part.key) ?? {};
    expect(setBack).toBeUndefined();
    // The number stays, and given once more it is not new.
    expect(entry?.number).toBe(row.number);
    expect(mergeStudies(merged.entries, [study], SHIFT, ms(6)).changed).toEqual([]);
  });
});

describe('a study that was done, and of which more images come', () => {
  const few = aStudy(aSeries([0, 1, 2, 3, 4].map((index) => aHeader(index))));
  const more = aStudy(aSeries([0, 1, 2, 3, 4, 5, 6].map((index) => aHeader(index))));
  const care = { openedAt: ms(1), acknowledged: null, done: { at: ms(2), by: 'JK' } };
  const asDone = (phase: StudyEntry['phase']) => {
    const { entries } = mergeStudies(new Map(), [few], SHIFT, ms(1));
    const entry = entries.get(few.key);
    if (entry === undefined) throw new Error('It was taken in.');
    return new Map([[few.key, { ...entry, care, phase }]]);
  };
  const ranked = { kind: 'ranked', result: aResult(0.1) } as const;

  it('is unread again, as if it had come in now: nobody saw them', () => {
    const { entries, reopened } = mergeStudies(asDone(ranked), [more], LATER, ms(9));
    expect(reopened).toEqual([few.key]);
    const { startedAt: shift } = LATER;
    expect(entries.get(few.key)).toMatchObject({ care: UNSEEN, receivedAt: 9, shift, number: 8 });
  });

  it('stays done where the same images are given again, or more of another series', () => {
    const scout = aSeries([aHeader(0)], { key: 'scout' });
    const wider = { ...few, series: [...few.series, scout] };
    for (const study of [few, wider]) {
      const { entries, reopened } = mergeStudies(asDone(ranked), [study], SHIFT, ms(9));
      expect([entries.get(few.key)?.care.done, reopened]).toEqual([care.done, []]);
    }
  });

  it('stays done while its images are given again bit by bit after a reload', () => {
    const kept = asDone(ranked);
    const row = kept.get(few.key);
    if (row === undefined) throw new Error('It is in the list.');
    const reloaded = new Map([[few.key, { ...row, study: null }]]);
    const first = mergeStudies(reloaded, [few], SHIFT, ms(9));
    const then = mergeStudies(first.entries, [more], SHIFT, ms(9));
    expect(then.entries.get(few.key)?.care.done).toEqual(care.done);
    expect([first.reopened, then.reopened]).toEqual([[], []]);
  });
});
