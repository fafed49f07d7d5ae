import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ms } from '#base';
import { SHIFT_CARES, SHIFT_RESULTS, shiftFiguresCsv, shiftStudiesCsv } from '#report';
import { DEFAULT_POLICY } from '#triage';
import { emptyRecord, type Verdict, type VerdictRecord, verdictOf } from '#verdicts';
import type { Care } from '../worklist/care.ts';
import { anEntry, aResult, aSummary } from '../worklist/entries.fixture.ts';
import { shiftFrom } from '../worklist/shift.ts';
import type { StudyEntry, StudyPhase } from '../worklist/study-entry.ts';
import { shiftSummary } from './shift-studies.ts';

const START = Date.UTC(2026, 10, 27, 2);
const SHIFT = shiftFrom(null, START);
const HOUR = 3_600_000;
const NOW = START + 8 * HOUR;
const MINUTE = 60_000;

const of = (entries: readonly StudyEntry[], records: readonly VerdictRecord[] = []) =>
  shiftSummary(
    {
      worklist: {
        entries: new Map(entries.map((entry) => [entry.key, entry])),
        shift: SHIFT,
        cap: DEFAULT_POLICY.cap,
      },
      verdicts: { byStudy: new Map(records.map((record) => [record.studyKey, record])) },
    },
    NOW,
  );

const seenAfter = (number: number, minutes: number | null, given: Partial<StudyEntry> = {}) =>
  anEntry(`s${number}`, {
    number,
    shift: SHIFT.startedAt,
    receivedAt: ms(START + number * MINUTE),
    care: {
      openedAt: minutes === null ? null : ms(START + (number + minutes) * MINUTE),
      acknowledged: null,
      done: null,
    },
    phase: { kind: 'ranked', result: aResult(0.9) },
    ...given,
  });

describe('the summary of a shift', () => {
  it('has median and worst of those seen, and how long the others wait', () => {
    const { waits } = of([
      seenAfter(1, 4),
      seenAfter(2, 10),
      seenAfter(3, 90),
      seenAfter(4, 8),
      seenAfter(5, null),
      seenAfter(6, 2, { phase: { kind: 'ranked', result: aResult(0.1) } }),
    ]);
    expect(waits).toEqual([
      {
        result: 'flagged',
        seen: 4,
        median: 9 * MINUTE,
        worst: 90 * MINUTE,
        waiting: 1,
        longest: 8 * HOUR - 5 * MINUTE,
        overCap: 2,
      },
      expect.objectContaining({ result: 'no flag', seen: 1, median: 2 * MINUTE, waiting: 0 }),
      expect.objectContaining({ result: null, seen: 5, median: 8 * MINUTE, waiting: 1 }),
    ]);
  });

  it('counts as seen who was first, by whatever they did', () => {
    const at = (minutes: number) => ({ at: ms(START + minutes * MINUTE), by: 'AB' });
    const summary = of([
      seenAfter(1, null, { care: { openedAt: null, acknowledged: at(7), done: at(5) } }),
    ]);
    expect(summary.studies[0]).toMatchObject({ seen: true, waited: 4 * MINUTE, doneBy: 'AB' });
  });

  it('says which results readers disagree with, and why what was not analyzed', () => {
    const verdict = (studyKey: string, verdict: Verdict): VerdictRecord => ({
      ...emptyRecord(studyKey),
      log: [
        {
          verdict,
          at: ms(NOW),
          by: 'AB',
          stage: 'open',
          analysisKey: '',
          flagged: null,
          undoneAt: null,
        },
      ],
    });
    const failed = (text: string): StudyPhase => ({
      kind: 'failed',
      reason: { code: 'broken', text },
    });
    const { disagreements, notAnalyzed } = of(
      [
        seenAfter(1, 1),
        seenAfter(2, 1),
        seenAfter(3, 1, { phase: failed('it is cut short') }),
        seenAfter(4, 1, { phase: failed('it is no head') }),
        seenAfter(5, 1, { phase: failed('it is cut short') }),
      ],
      [
        verdict('s1', { kind: 'disagree' }),
        verdict('s2', verdictOf('hemorrhage', null)),
        verdict('s3', verdictOf('hemorrhage', null)),
      ],
    );
    expect(disagreements.map(({ number, disagreement }) => [number, disagreement])).toEqual([
      [1, 'flagged; the reader disagrees'],
    ]);
    expect(notAnalyzed).toEqual([
      { reason: 'it is cut short', numbers: [3, 5] },
      { reason: 'it is no head', numbers: [4] },
    ]);
  });

  it('leaves earlier shifts out of its numbers, and says how many of them are left', () => {
    const earlier = (number: number, done: Care['done']) =>
      seenAfter(number, null, {
        shift: ms(START - HOUR),
        care: { openedAt: null, acknowledged: null, done },
      });
    const { studies, earlier: left } = of([
      seenAfter(1, 1),
      earlier(2, null),
      earlier(3, { at: ms(START + 5), by: '' }),
      earlier(4, { at: ms(START - 5), by: '' }),
    ]);
    expect(studies.map(({ number }) => number)).toEqual([1]);
    expect(left).toEqual({ left: 1, doneSince: 1 });
  });

  it('tells nothing of a patient, and no spreadsheet runs what a reason says', () => {
    const summary = of([
      seenAfter(1, null, {
        phase: { kind: 'failed', reason: { code: 'broken', text: '=HYPERLINK("http://a")' } },
      }),
    ]);
    const csv = shiftStudiesCsv(summary) + shiftFiguresCsv(summary);
    expect(csv).toContain('"\'=HYPERLINK(""http://a"")"');
    expect(csv).not.toMatch(/(^|,)"?=/m);
    const { patientId, patientName, accessionNumber, studyInstanceUid } = aSummary();
    for (const told of [patientId, patientName, accessionNumber, studyInstanceUid]) {
      expect(csv).not.toContain(told);
    }
  });
});

const signed = fc.option(
  fc.record({
    at: fc.integer({ min: START - HOUR, max: NOW }).map(ms),
    by: fc.constantFrom('', 'AB'),
  }),
);
const phase: fc.Arbitrary<StudyPhase> = fc.oneof(
  fc.constant<StudyPhase>({ kind: 'queued' }),
  fc.constant<StudyPhase>({ kind: 'analyzing', done: 1, total: 5, interim: null, soFar: null }),
  fc
    .constantFrom(0.1, 0.9)
    .map((any): StudyPhase => ({ kind: 'partial', result: aResult(any), missing: 2 })),
  fc.constantFrom(0.1, 0.9).map((any): StudyPhase => ({ kind: 'ranked', result: aResult(any) })),
  fc
    .constantFrom('it is cut short', 'it is no head')
    .map((text): StudyPhase => ({ kind: 'failed', reason: { code: 'broken', text } })),
  fc.constant<StudyPhase>({ kind: 'unsuitable', reasons: [], result: aResult(0.9) }),
);
const someEntries = fc
  .array(
    fc.record({
      phase,
      earlier: fc.boolean(),
      receivedAt: fc.integer({ min: START, max: NOW }).map(ms),
      care: fc.record({
        openedAt: fc.option(fc.integer({ min: START - HOUR, max: NOW }).map(ms)),
        acknowledged: signed,
        done: signed,
      }),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ earlier, ...given }, index) =>
      anEntry(`s${index}`, {
        ...given,
        number: index + 1,
        shift: earlier ? ms(START - HOUR) : SHIFT.startedAt,
      }),
    ),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('whatever came, the summary', () => {
  it('adds up to what was received, in every way it counts', () => {
    fc.assert(
      fc.property(someEntries, (entries) => {
        const received = entries.filter(({ shift }) => shift === SHIFT.startedAt).length;
        const { studies, results, cares, caresOf, waits, notAnalyzed, earlier } = of(entries);
        expect(studies.length).toBe(received);
        expect(new Set(studies.map(({ number }) => number)).size).toBe(received);
        expect(sum(SHIFT_RESULTS.map((result) => results[result]))).toBe(received);
        expect(sum(SHIFT_CARES.map((care) => cares[care]))).toBe(received);
        for (const result of SHIFT_RESULTS) {
          expect(sum(SHIFT_CARES.map((care) => caresOf[result][care]))).toBe(results[result]);
        }
        for (const care of SHIFT_CARES) {
          expect(sum(SHIFT_RESULTS.map((result) => caresOf[result][care]))).toBe(cares[care]);
        }
        const all = waits.at(-1);
        const parts = waits.slice(0, -1);
        expect((all?.seen ?? 0) + (all?.waiting ?? 0)).toBe(received);
        for (const key of ['seen', 'waiting', 'overCap'] as const) {
          expect(sum(parts.map((part) => part[key]))).toBe(all?.[key]);
        }
        expect(sum(notAnalyzed.map(({ numbers }) => numbers.length))).toBe(results['not analyzed']);
        expect(earlier.left + earlier.doneSince).toBeLessThanOrEqual(entries.length - received);
      }),
    );
  });

  it('has no negative wait, no median over its worst, and no other figures in another order', () => {
    fc.assert(
      fc.property(someEntries, (entries) => {
        const summary = of(entries);
        for (const { seen, median, worst, waiting, longest } of summary.waits) {
          expect(median === null).toBe(seen === 0);
          expect(longest === null).toBe(waiting === 0);
          expect(median ?? 0).toBeLessThanOrEqual(worst ?? 0);
          expect(median ?? 0).toBeGreaterThanOrEqual(0);
        }
        expect(of([...entries].reverse())).toEqual(summary);
      }),
    );
  });

  it('has a row for each study and each figure in its tables', () => {
    fc.assert(
      fc.property(someEntries, (entries) => {
        const summary = of(entries);
        const lines = shiftStudiesCsv(summary).trimEnd().split('\r\n');
        expect(lines.length).toBe(summary.studies.length + 1);
        const figures = shiftFiguresCsv(summary).split('\r\n');
        expect(figures).toContain(`received,all,${summary.studies.length}`);
        for (const result of SHIFT_RESULTS) {
          const group = result.includes(',') ? `"${result}"` : result;
          expect(figures).toContain(`result,${group},${summary.results[result]}`);
        }
      }),
    );
  });
});
