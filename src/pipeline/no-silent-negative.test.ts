import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, isAbort, labelMap, notOk, ok, probability, sliceIndex } from '#base';
import { type DecodedFrame, type Series, type SliceHeader, type Study, slicesInRow } from '#dicom';
import { outcomeOf, type StudyFindings } from '#triage';
import { figure } from '../../scripts/prove/figure.ts';
import { aRule } from '../triage/findings.fixture.ts';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import { accountFor } from './account.ts';
import type { StudyRun } from './contract.ts';
import { SPEC } from './run-study.fixture.ts';
import { runStudy } from './run-study.ts';

const SIDE = 32;

/** A disk of tissue in a ring of bone, in air; or air alone. */
function frame(head: boolean): DecodedFrame {
  const pixels = new Uint16Array(SIDE * SIDE);
  for (let at = 0; head && at < pixels.length; at += 1) {
    const radius = Math.hypot((at % SIDE) - 15.5, Math.floor(at / SIDE) - 15.5);
    pixels[at] = 1024 + (radius < 10 ? 35 : radius < 13 ? 900 : -1000);
  }
  return { rows: SIDE, columns: SIDE, pixels, lossy: false, notes: [] };
}

const FATES = ['brain', 'air', 'undecodable', 'throws', 'gone', 'color', 'foreign-error'] as const;
/** What happens to a slice when it is read. */
type Fate = (typeof FATES)[number];

/** What decoding a slice of a fate gives. */
async function decoded(fate: Fate) {
  switch (fate) {
    case 'undecodable':
      return notOk('broken-jpeg', 'the JPEG is broken');
    case 'throws':
      throw new AppError('source-gone', 'the file is gone');
    case 'gone':
      throw new AppError('source-gone', '');
    case 'foreign-error':
      throw 'not even an error';
    default:
      return ok(frame(fate === 'brain'));
  }
}

const aFate = fc.constantFrom<Fate>('brain', 'brain', 'brain', ...FATES);
const aRandomSeries = fc.record({
  fates: fc.array(aFate, { minLength: 1, maxLength: 30 }),
  role: fc.constantFrom<Series['role']>(
    { kind: 'candidate' },
    { kind: 'set-aside', reason: { code: 'contrast', text: 'contrast-enhanced' } },
  ),
  duplicates: fc.nat(2),
});
/** Studies of up to three series whose slices fail in every way, and what happens to their run. */
const aRandomStudy = fc
  .record({
    series: fc.array(aRandomSeries, { minLength: 1, maxLength: 3 }),
    chosen: fc.option(fc.nat(2)),
    sagittal: fc.boolean(),
    batchSize: fc.integer({ min: 1, max: 5 }),
    inOrder: fc.boolean(),
    /** Calls of `predict` until it fails or the run is cancelled. */
    failsAfter: fc.option(fc.nat(12)),
    cancelledAfter: fc.option(fc.nat(60)),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((given) => ({ ...given, fateOf: new Map<string, Fate>() }))
  .map((given) => ({ ...given, study: studyOf(given) }));

function studyOf({
  series: all,
  chosen,
  sagittal,
  fateOf,
}: {
  readonly series: readonly {
    readonly fates: readonly Fate[];
    readonly role: Series['role'];
    readonly duplicates: number;
  }[];
  readonly chosen: number | null;
  readonly sagittal: boolean;
  readonly fateOf: Map<string, Fate>;
}): Study {
  const headerOf = (series: number, index: number, fate: Fate): SliceHeader => {
    const sourceId = `${series}/${index}`;
    fateOf.set(sourceId, fate);
    return aHeader(index, {
      sourceId,
      sopInstanceUid: `1.2.${series + 1}.${index + 1}`,
      rows: SIDE,
      columns: SIDE,
      samplesPerPixel: fate === 'color' ? 3 : 1,
    });
  };
  const series = all.map(({ fates, role, duplicates }, at) => {
    const slices = fates.map((fate, index) => headerOf(at, index, fate));
    const one = aSeries(slices, { key: `series ${at}`, role });
    return {
      ...one,
      duplicates: slices.slice(0, duplicates),
      geometry: sagittal
        ? { ...one.geometry, normal: [1, 0, 0] as const, tiltDegrees: 90 }
        : one.geometry,
    };
  });
  const [first] = series;
  if (first === undefined) throw new Error('no series');
  const picked = chosen === null ? undefined : series[chosen % series.length];
  return {
    ...aStudy(first),
    series,
    chosen: picked === undefined ? null : { seriesKey: picked.key, reason: 'drawn' },
  };
}

/** What {@link aRandomStudy} draws. */
type RandomStudy = typeof aRandomStudy extends fc.Arbitrary<infer Value> ? Value : never;

/** Runs a random study to its end, which is findings, an abort or the engine's failure. */
async function end(random: RandomStudy): Promise<StudyFindings | 'cancelled' | 'engine failed'> {
  const { study, fateOf, batchSize, inOrder, failsAfter, cancelledAfter, score } = random;
  const stop = new AbortController();
  let asked = 0;
  const run: StudyRun = {
    study,
    decodeFrame: async (header) => decoded(fateOf.get(header.sourceId) ?? 'undecodable'),
    predict: async (inputs) => {
      asked += 1;
      if (failsAfter !== null && asked > failsAfter) {
        throw new AppError('engine-lost', 'the engine is gone');
      }
      const said = labelMap(() => probability(score));
      return inputs.map(() => ({ raw: said, calibrated: said }));
    },
    preprocess: SPEC,
    aggregator: { kind: 'top-k-mean', ...aRule() },
    operatingPoint: 'balanced',
    batchSize,
    ...(inOrder ? { schedule: 'in-order' as const } : {}),
  };
  const steps = runStudy(run, stop.signal);
  try {
    for (let events = 0; ; events += 1) {
      if (events === cancelledAfter) stop.abort();
      const { done, value } = await steps.next();
      if (done === true) return value;
      if (value.kind === 'interim') expectOnce(study, value.findings);
    }
  } catch (error) {
    if (isAbort(error) && stop.signal.aborted) return 'cancelled';
    if (error instanceof AppError && error.code === 'engine-lost') return 'engine failed';
    throw error;
  }
}

/** Interim findings need not be complete, but name only slices of the study, each once. */
function expectOnce(study: Study, { slices, notAnalysed }: StudyFindings): void {
  const places = [...slices, ...notAnalysed].map(({ index }) => index);
  expect(new Set(places).size).toBe(places.length);
  expect(places.every((at) => at < slicesInRow(study).length)).toBe(true);
}

describe('no silent negative', () => {
  it('whatever becomes of a study’s slices, each ends once, analyzed or with a reason, and the counts add up', async (context) => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(aRandomStudy, async (random) => {
        const { study, fateOf } = random;
        const result = await end(random);
        const name = typeof result === 'string' ? result : outcomeOf(result).kind;
        ends.set(name, (ends.get(name) ?? 0) + 1);
        if (typeof result === 'string') return;
        const account = accountFor(study, result);
        const cameIn = study.series.flatMap(({ slices, duplicates }) => [...slices, ...duplicates]);
        expect(account.total).toBe(cameIn.length);
        expect(
          account.analyzed + account.withoutBrain + account.notAnalyzed + account.leftOut.length,
        ).toBe(cameIn.length);
        // A finding is of a slice that holds brain and could be read: nothing else passes for looked at.
        const fates = slicesInRow(study).map(({ header }) => fateOf.get(header.sourceId));
        for (const { index } of result.slices) expect(fates[index]).toBe('brain');
        for (const { index, reason } of result.notAnalysed) {
          if (reason.code === 'no-brain') expect(fates[index]).toBe('air');
          expect(reason.text).not.toBe('');
        }
        // No study is ranked as read in full while a slice that may hold brain is missing.
        if (outcomeOf(result).kind === 'ranked') expect(account.notAnalyzed).toBe(0);
      }),
      { numRuns: 200, seed: 13 },
    );
    const counts = [...ends].map(([kind, count]) => `${count} ${kind}`);
    figure(context, `200 studies drawn: ${counts.join(', ')}; no slice lost`);
    // Every end was met: a generator that draws one kind alone would prove little.
    for (const kind of ['ranked', 'partial', 'unsuitable', 'cancelled', 'engine failed']) {
      expect([...ends.keys()]).toContain(kind);
    }
  });

  it('a result that lost, doubled, swapped or hollowed out a slice does not pass', () => {
    const study = aStudy(aSeries(Array.from({ length: 6 }, (_, index) => aHeader(index))));
    const row = slicesInRow(study);
    const whole: StudyFindings = {
      probabilities: labelMap(() => probability(0.1)),
      flagged: [],
      operatingPoint: 'balanced',
      slices: row.slice(0, 4).map(({ header }, index) => ({
        sliceKey: header.sopInstanceUid,
        index: sliceIndex(index),
        probabilities: labelMap(() => probability(0.1)),
      })),
      notAnalysed: row.slice(4).map(({ header }, at) => ({
        sliceKey: header.sopInstanceUid,
        index: sliceIndex(4 + at),
        reason: { code: 'truncated', text: 'cut off' },
      })),
      suitability: [],
    };
    expect(accountFor(study, whole)).toMatchObject({ total: 6, analyzed: 4, notAnalyzed: 2 });
    const broken = (change: (one: StudyFindings) => Partial<StudyFindings>) => () =>
      accountFor(study, { ...whole, ...change(whole) });
    fc.assert(
      fc.property(fc.nat(3), fc.nat(1), (at, missing) => {
        const changes: readonly ((one: StudyFindings) => Partial<StudyFindings>)[] = [
          ({ slices }) => ({ slices: slices.filter((_, index) => index !== at) }),
          ({ notAnalysed }) => ({ notAnalysed: notAnalysed.filter((_, i) => i !== missing) }),
          ({ slices }) => ({ slices: [...slices, ...slices.slice(at, at + 1)] }),
          ({ slices, notAnalysed }) => ({
            notAnalysed: [
              ...notAnalysed,
              ...slices.slice(at, at + 1).map(({ sliceKey, index }) => ({
                sliceKey,
                index,
                reason: { code: 'truncated' as const, text: 'cut off' },
              })),
            ],
          }),
          ({ slices }) => ({
            slices: slices.map((s, i) => (i === at ? { ...s, sliceKey: 'another' } : s)),
          }),
          ({ slices }) => ({
            slices: slices.map((s, i) => (i === at ? { ...s, index: sliceIndex(77) } : s)),
          }),
          ({ slices }) => ({
            slices: slices.map((s, i) =>
              i === at ? { ...s, probabilities: labelMap(() => probability(Number.NaN)) } : s,
            ),
          }),
          ({ notAnalysed }) => ({
            notAnalysed: notAnalysed.map((s, i) =>
              i === missing ? { ...s, reason: { ...s.reason, text: ' ' } } : s,
            ),
          }),
        ];
        for (const change of changes) {
          expect(broken(change)).toThrow(expect.objectContaining({ code: 'slice-unaccounted' }));
        }
      }),
    );
  });
});
