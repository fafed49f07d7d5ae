import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import type { Study } from '#dicom';
import { aHeader, aSeries, aStudy } from '../../triage/study.fixture.ts';
import { createHistoryStore } from '../history/state.ts';
import { createSettingsStore } from '../settings/state.ts';
import { memoryStorage } from '../storage.ts';
import { anEntry, aResult, aSummary } from './entries.fixture.ts';
import { keepRows } from './keep-rows.ts';
import { restoredEntries, rowToKeep } from './kept-rows.ts';
import { mergeStudies } from './merge-studies.ts';
import { nextNumber, shiftFrom } from './shift.ts';
import { createWorklistStore } from './state.ts';

const HOUR = 3_600_000;
const history = createHistoryStore();

describe('a shift', () => {
  it('goes on over a reload and a break, and not over a night', () => {
    const first = shiftFrom(null, 0);
    const kept = { ...first, seenAt: ms(8 * HOUR), lastNumber: 40 };
    expect(shiftFrom(kept, 9 * HOUR)).toMatchObject({ startedAt: 0, lastNumber: 40 });
    expect(shiftFrom(kept, 20 * HOUR)).toMatchObject({ startedAt: 20 * HOUR, lastNumber: 40 });
  });

  it('begins anew where what was kept is not understood', () => {
    for (const kept of ['x', null, {}, { version: 2, startedAt: 0, seenAt: 0, lastNumber: 3 }]) {
      expect(shiftFrom(kept, 7)).toMatchObject({ startedAt: 7, lastNumber: 0 });
    }
  });
});

describe('numbers', () => {
  it('count on, past those in use, and round after 999', () => {
    expect(nextNumber(0, new Set())).toBe(1);
    expect(nextNumber(4, new Set([5, 6]))).toBe(7);
    expect(nextNumber(999, new Set([1]))).toBe(2);
  });

  it('are one each, even for a thousand studies', () => {
    const all = new Set(Array.from({ length: 999 }, (_, index) => index + 1));
    expect(nextNumber(999, all)).toBe(1000);
    const many = Array.from({ length: 1200 }, (_, index) => study(`${index}`));
    const { entries } = mergeStudies(new Map(), many, shift, ms(1));
    const numbers = [...entries.values()].map(({ number }) => number);
    expect(new Set(numbers).size).toBe(1200);
    expect(numbers.every((number) => Number.isInteger(number) && number >= 1)).toBe(true);
  });
});

const study = (key: string): Study => ({
  ...aStudy(aSeries([aHeader(0)])),
  key,
  studyInstanceUid: key,
});
const shift = { startedAt: ms(100), lastNumber: 3 };

describe('studies that come in', () => {
  it('are numbered in order of arrival, and keep number and time as they grow', () => {
    const first = mergeStudies(new Map(), [study('a'), study('b')], shift, ms(200));
    const again = mergeStudies(
      first.entries,
      [study('a'), study('c')],
      { ...shift, lastNumber: first.lastNumber },
      ms(900),
    );
    const facts = [...again.entries.values()].map(({ key, number, receivedAt }) => [
      key,
      number,
      receivedAt,
    ]);
    expect(facts).toEqual([
      ['a', 4, 200],
      ['b', 5, 200],
      ['c', 6, 900],
    ]);
    expect(again.lastNumber).toBe(6);
  });

  it('count as received now when they are given again in another shift, unless they were done', () => {
    const old = { number: 2, shift: ms(1), receivedAt: ms(5) };
    const done = { openedAt: null, acknowledged: null, done: { at: ms(6), by: '' } };
    const before = new Map([
      ['a', anEntry('a', old)],
      ['b', anEntry('b', { ...old, number: 3, care: done })],
    ]);
    const { entries } = mergeStudies(before, [study('a'), study('b')], shift, ms(200));
    expect(entries.get('a')).toMatchObject({ number: 2, shift: 100, receivedAt: 200 });
    expect(entries.get('b')).toMatchObject({ number: 3, shift: 1, receivedAt: 5 });
  });
});

describe('rows that are kept', () => {
  it('are written when a study is first seen, without its name, and again when people act', async () => {
    const storage = memoryStorage();
    const worklist = createWorklistStore(0);
    keepRows(storage, { worklist, settings: createSettingsStore(null), history }, () => 0);
    const entry = anEntry('a', { summary: aSummary({ patientName: 'Doe, Jane' }) });
    worklist.setState({ entries: new Map([['a', entry]]) });
    expect(await storage.rows()).toEqual([rowToKeep(entry, false)]);
    expect(JSON.stringify(await storage.rows())).not.toMatch(
      /Doe|ID-7|A-5|1\.2\.3|20260314|CT head/,
    );
    const care = { ...entry.care, openedAt: ms(3) };
    worklist.setState({ entries: new Map([['a', { ...entry, care }]]) });
    expect((await storage.rows())[0]?.care).toEqual(care);
    expect(await storage.shift()).toMatchObject({ startedAt: 0 });
  });

  it('are written with the result of a study that had just grown: it would not be taken up by an older row', async () => {
    const storage = memoryStorage();
    const worklist = createWorklistStore(0);
    keepRows(storage, { worklist, settings: createSettingsStore(null), history }, () => 0);
    const show = (entry: ReturnType<typeof anEntry>) =>
      worklist.setState({ entries: new Map([['a', entry]]) });
    const entry = anEntry('a', { summary: aSummary({ sliceCount: 1 }) });
    show(entry);
    const grown = { ...entry, summary: aSummary({ sliceCount: 30 }) };
    show(grown);
    expect((await storage.rows())[0]?.summary.sliceCount).toBe(1);
    show({ ...grown, phase: { kind: 'ranked', result: aResult(0.9) } });
    expect((await storage.rows())[0]?.summary.sliceCount).toBe(30);
  });

  it('have their names only while the reader wants names kept', async () => {
    const storage = memoryStorage();
    const worklist = createWorklistStore(0);
    const settings = createSettingsStore({ version: 1, keepNames: true });
    await storage.saveRows([rowToKeep(anEntry('of another tab'), true)]);
    keepRows(storage, { worklist, settings, history }, () => 0);
    worklist.setState({ entries: new Map([['a', anEntry('a')]]) });
    const names = async () => (await storage.rows()).map(({ summary }) => summary.patientName);
    expect(await names()).toEqual(['Doe, Jane', 'Doe, Jane']);
    settings.setState({ keepNames: false });
    await expect.poll(names).toEqual(['', '']);
    settings.setState({ keepNames: true });
    expect(await names()).toEqual(['', 'Doe, Jane']);
  });

  it('are not written where the reader wants nothing kept', async () => {
    const storage = memoryStorage();
    const worklist = createWorklistStore(0);
    const settings = createSettingsStore({ version: 1, keepResults: false });
    keepRows(storage, { worklist, settings, history }, () => 0);
    worklist.setState({ entries: new Map([['a', anEntry('a')]]) });
    expect(await storage.rows()).toEqual([]);
  });

  it('bring every study back: with its result, or saying that its images must be given again', () => {
    const pin = { note: 'call', pinnedAt: ms(4) };
    const rows = [
      rowToKeep(anEntry('a', { number: 1, receivedAt: ms(10), pin }), false),
      rowToKeep(anEntry('b', { number: 2, receivedAt: ms(11) }), false),
    ];
    const result = aResult(0.9);
    const kept = { version: 4, slices: '', summary: aSummary(), result, receivedAt: 11 } as const;
    const entries = restoredEntries(rows, [
      { ...kept, studyKey: 'b', analysisKey: 'k' },
      { ...kept, studyKey: 'from-an-older-version', analysisKey: 'l' },
    ]);
    expect(entries.get('a')).toMatchObject({ number: 1, receivedAt: 10, pin, study: null });
    expect(entries.get('a')?.phase).toMatchObject({
      kind: 'failed',
      reason: { code: 'images-gone' },
    });
    expect(entries.get('b')).toMatchObject({ number: 2, phase: { kind: 'ranked' } });
    expect(entries.get('from-an-older-version')).toMatchObject({ number: 3, shift: 0 });
  });

  it('bring no result back that is of fewer slices, or of more, than the row says', () => {
    const of = (sliceCount: number) => aSummary({ sliceCount });
    const result = (any: number, finishedAt: number) => ({
      ...aResult(any),
      finishedAt: ms(finishedAt),
    });
    const kept = { version: 4, slices: '', studyKey: 'a', receivedAt: 11 } as const;
    const results = [
      { ...kept, analysisKey: 'of some', summary: of(7), result: result(0.2, 1) },
      { ...kept, analysisKey: 'of all', summary: of(30), result: result(0.9, 2) },
      { ...kept, analysisKey: 'of one', summary: of(1), result: result(0.1, 3) },
    ];
    const phaseOf = (sliceCount: number, from: number, to: number) => {
      const row = rowToKeep(anEntry('a', { summary: of(sliceCount) }), false);
      return restoredEntries([row], results.slice(from, to)).get('a')?.phase;
    };
    const gone = { kind: 'failed', reason: { code: 'images-gone' } };
    expect(phaseOf(30, 0, 1)).toMatchObject(gone);
    expect(phaseOf(7, 1, 3)).toMatchObject(gone);
    // The newest of those that are the row's.
    expect(phaseOf(30, 0, 3)).toMatchObject({ kind: 'ranked', result: { finishedAt: 2 } });
  });

  it('bring the result back that has their own mark, and not another of as many slices', () => {
    const row = rowToKeep(anEntry('a', { sealedSlices: '~own' }), false);
    const kept = { version: 4, summary: row.summary, studyKey: 'a', receivedAt: 11 } as const;
    const result = (slices: string, any: number) => ({
      ...{ ...kept, slices, analysisKey: slices },
      result: { ...aResult(any), finishedAt: ms(any * 10) },
    });
    const back = (...marks: readonly string[]) =>
      restoredEntries(
        [row],
        marks.map((mark, place) => result(mark, 0.1 + place / 10)),
      ).get('a')?.phase;
    expect(back('~own', '~other')).toMatchObject({ kind: 'ranked', result: { finishedAt: 1 } });
    for (const mark of ['~other', '']) {
      expect(back(mark)).toMatchObject({ kind: 'failed', reason: { code: 'images-gone' } });
    }
  });
});
