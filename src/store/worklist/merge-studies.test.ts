import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { aHeader, aSeries, aStudy } from '../../triage/study.fixture.ts';
import { anEntry, aResult } from './entries.fixture.ts';
import { mergeStudies } from './merge-studies.ts';

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
