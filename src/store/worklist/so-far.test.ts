import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { aHeader, aSeries, aStudy } from '../../triage/study.fixture.ts';
import { entryAtPoint } from '../analysis/at-point.ts';
import { dicomFault } from '../export/dicom-fault.ts';
import { studyList } from '../export/study-list.ts';
import { listText } from '../export/texts.ts';
import { createMeasurementsStore } from '../measurements/state.ts';
import { createVerdictsStore } from '../verdicts/state.ts';
import { aResult, aSummary } from './entries.fixture.ts';
import { filterRows } from './filter-rows.ts';
import { restoredEntries, rowToKeep, slicesMark } from './kept-rows.ts';
import { mergeStudies } from './merge-studies.ts';
import {
  engine,
  partOf,
  readBack,
  reloaded,
  rowOf,
  rowsOf,
  TOTAL,
  underWay,
} from './so-far.fixture.ts';
import { createWorklistStore } from './state.ts';
import { findingsOf, heardOf, isSettled, rankedResultOf, resultOf } from './study-entry.ts';
import { typeChips } from './type-chips.ts';

/** Some places of a study, and which of the others hold no brain. */
const places = fc
  .shuffledSubarray(
    Array.from({ length: TOTAL }, (_, index) => index),
    { minLength: 1 },
  )
  .chain((all) =>
    fc.record({
      read: fc.constant(all),
      any: fc.double({ min: 0, max: 1, noNaN: true }),
      bare: fc
        .subarray(Array.from({ length: TOTAL }, (_, index) => index))
        .map((some) => some.filter((index) => !all.includes(index))),
    }),
  );

describe('what an analysis had said before the page was closed', () => {
  it('is there after a reload, with the flag, how many slices it is of, and what is to be done', () => {
    const row = rowOf(reloaded(underWay(partOf(0.95, [3, 8, 13, 18, 23]))));
    expect(row.state).toBe('interrupted');
    expect(row.stateText).toBe('Stopped 5/28');
    expect(row.coverage).toBe('5/28 analyzed');
    expect(typeChips(row.entry)[0]?.probability).toBeCloseTo(0.855);
    expect(row.reason).toBe(
      'Probable epidural 0.85 on 5 slices, intraparenchymal 0.85 on 5 slices, intraventricular 0.85 on 5 slices, subarachnoid 0.85 on 5 slices, subdural 0.85 on 5 slices, so far (5 of 28 slices): its images must be given again; 23 slices not analyzed; waiting 1 min',
    );
  });

  it('says of no flag nothing, whatever part it is of, and stands for every slice', () => {
    fc.assert(
      fc.property(places, ({ read, any, bare }) => {
        const live = underWay(partOf(any, read, bare));
        const entry = reloaded(live);
        const row = rowOf(entry);
        expect(`${row.reason} ${row.brief} ${row.stateText}`).not.toMatch(/no flag|normal/i);
        expect(row.reason).toContain('images must be given again');
        expect(row.reason).toContain(`so far (${read.length} of 28 slices)`);
        expect(row.stateText).toBe(`Stopped ${read.length}/28`);
        const missing = TOTAL - read.length - bare.length;
        if (missing > 0)
          expect(row.reason).toMatch(new RegExp(`; ${missing} slices? not analyzed`));
        const { slices, notAnalysed } = heardOf(entry);
        expect(new Set([...slices.keys(), ...notAnalysed.keys()]).size).toBe(TOTAL);
        // It is ranked as it was; without a flag what was not seen counts as unknown, and nobody goes on to see it.
        const flagged = (findingsOf(live)?.flagged.length ?? 0) > 0;
        const [now, before] = [row.priority, rowOf(live).priority];
        if (flagged) expect(now).toBe(before);
        else expect(now).toBeGreaterThanOrEqual(before);
        expect(typeChips(row.entry)).toEqual(typeChips(rowOf(live).entry));
      }),
    );
  });

  it('is no result: nothing takes it for one, lists it as one or sends it', () => {
    const entry = reloaded(underWay(partOf(0.95, [3, 13])));
    expect([resultOf(entry), rankedResultOf(entry), isSettled(entry)]).toEqual([null, null, true]);
    expect(dicomFault(entry, engine)).toContain('drop the study’s files again');
    const worklist = createWorklistStore(0);
    worklist.setState({ entries: new Map([['a', entry]]) });
    const given = {
      worklist: worklist.getState(),
      verdicts: createVerdictsStore([]).getState(),
      measurements: createMeasurementsStore([]).getState(),
      intake: { leftOut: [] },
      engine,
    };
    const list = studyList(given, 0, new Map());
    expect(list.studies[0]).toMatchObject({
      state: 'Stopped 2/28',
      computedBy: null,
      analysed: 2,
      slices: TOTAL,
    });
    expect(list.studies[0]?.notAnalysed).toHaveLength(TOTAL - 2);
    expect(listText('rsna', list, given)).not.toContain('1.2.3');
    const only = (filter: 'flagged' | 'not-analysed') =>
      filterRows(rowsOf(entry), filter, '').length;
    expect([only('flagged'), only('not-analysed')]).toEqual([1, 1]);
  });

  it('gives way to a result of the same slices, and is queued when the images are given again', () => {
    const study = { ...aStudy(aSeries([aHeader(0), aHeader(1)])), key: 'a' };
    const live = underWay(partOf(0.95, [0]), { study, summary: aSummary({ sliceCount: 2 }) });
    const row = readBack(rowToKeep(live, false));
    const result = {
      version: 4 as const,
      analysisKey: 'k',
      studyKey: 'a',
      slices: slicesMark(study),
      summary: row.summary,
      result: aResult(0.1),
      receivedAt: ms(0),
    };
    expect(restoredEntries([row], [result]).get('a')?.phase.kind).toBe('ranked');
    const other = { ...result, slices: 'of others' };
    expect(restoredEntries([row], [other]).get('a')?.phase.kind).toBe('interrupted');
    const shift = { startedAt: ms(0), lastNumber: 7 };
    const again = mergeStudies(restoredEntries([row], []), [study], shift, ms(9));
    expect(again.entries.get('a')?.phase).toEqual({ kind: 'queued' });
    expect(again.changed).toEqual(['a']);
  });

  it('is decided anew at another point, unless another model said it; what is kept stays as the model said it', () => {
    const entry = reloaded(underWay(partOf(0.3, [3, 13])));
    const at = (by: typeof engine) => entryAtPoint(entry, by, 'highSensitivity');
    expect(findingsOf(entry)?.flagged).toEqual([]);
    expect(findingsOf(at(engine))?.flagged).toContain('any');
    expect(heardOf(at(engine)).notAnalysed.size).toBe(TOTAL - 2);
    expect(at({ ...engine, modelHash: 'another' })).toBe(entry);
    expect(rowToKeep(at(engine), false).soFar).toEqual(rowToKeep(entry, false).soFar);
  });

  it('is kept without UIDs and words of the header', () => {
    const suitability = [
      { outcome: 'warn', code: 'contrast', text: 'says Doe', inRow: 'says Doe' },
    ] as const;
    const row = rowToKeep(underWay({ ...partOf(0.95, [3]), suitability }), true);
    expect(JSON.stringify(row.soFar)).not.toMatch(/Doe|1\.2\.3/);
  });
});
