import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AppError, isAbort, labelMap, probability } from '#base';
import { groupStudies, readHeaders, type SliceHeader } from '#dicom';
import { parsePreprocessSpec } from '#imaging';
import type { OpenModel } from '#inference';
import { accountFor } from '#pipeline';
import { studyReport } from '#report';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { aRule } from '../../triage/findings.fixture.ts';
import { analyzeStudies, rankStudies, type TriageSetup } from '../analyze-studies.ts';
import { leftovers } from './leftovers.ts';

const FATES = ['sound', 'cut short', 'gone', 'garbage'] as const;
const SLICES = 6;
const files = new Map<string, Uint8Array>(
  [1, 2, 3, 4].flatMap((study) =>
    Array.from(
      { length: SLICES },
      (_, index) => [`${study}/${index}`, headSlice(study, index, study === 2)] as const,
    ),
  ),
);
const headerOf = (id: string): SliceHeader => {
  const read = readHeaders(id, files.get(id) ?? new Uint8Array(), { complete: true });
  const [header] = read.kind === 'slices' ? read.slices : [];
  if (header === undefined) throw new Error(`no header in ${id}`);
  return header;
};

/** Bytes of a file to which something happened after its header was read. */
function bytesOf(id: string, fate: (typeof FATES)[number]): Uint8Array {
  const whole = files.get(id) ?? new Uint8Array();
  if (fate === 'gone') throw new AppError('source-gone', 'the file was deleted');
  if (fate === 'cut short') return whole.slice(0, 600);
  return fate === 'garbage' ? whole.map((byte) => byte ^ 0x5a) : whole.slice();
}

const drawn = fc.record({
  studies: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1 }),
  fates: fc.array(fc.constantFrom(...FATES, 'sound', 'sound'), {
    minLength: SLICES,
    maxLength: 4 * SLICES,
  }),
  /** A slice given twice, slices of another series that cannot be analyzed, and a study that has no others. */
  twice: fc.boolean(),
  withContrast: fc.option(fc.constantFrom('beside', 'alone')),
  failsAfter: fc.option(fc.nat(10)),
  cancelledAfter: fc.option(fc.nat(20)),
  givesWhatIsDone: fc.boolean(),
});

it('accounts for every slice of every study, whatever fails, and ranks no unanalyzed one below an unflagged', async () => {
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(drawn, async (given) => {
      const ids = given.studies.flatMap((study) =>
        Array.from({ length: SLICES }, (_, index) => `${study}/${index}`),
      );
      const fateOf = new Map(
        ids.map((id, at) => [id, given.fates[at % given.fates.length] ?? 'sound']),
      );
      const sound = ids.map(headerOf);
      const contrast = sound.slice(0, SLICES).map((header) => ({
        ...header,
        seriesInstanceUid: '1.9',
        sopInstanceUid: `${header.sopInstanceUid}.9`,
        seriesDescription: 'CTA head',
        described: ['contrast' as const],
      }));
      const headers = [
        ...(given.withContrast === 'alone' ? sound.slice(SLICES) : sound),
        ...(given.withContrast === null ? [] : contrast),
        ...(given.twice ? sound.slice(-1) : []),
      ];
      const studies = groupStudies(headers);
      const stop = new AbortController();
      let asked = 0;
      const setup: TriageSetup = {
        model: {
          pack: {
            manifest: {
              preprocess: parsePreprocessSpec({
                version: 1,
                crop: 'none',
                size: 8,
                channels: [{ sliceOffset: 0, center: 40, width: 120 }],
                resize: 'area-bilinear',
                scale: [1],
                shift: [0],
              }),
              study: { kind: 'top-k-mean', ...aRule() },
            },
          },
          predict: async (inputs: readonly Float32Array[]) => {
            asked += 1;
            if (given.failsAfter !== null && asked > given.failsAfter) {
              throw new AppError('engine-lost', 'the engine is gone');
            }
            const said = labelMap(() => probability(0.02));
            return inputs.map(() => ({ raw: said, calibrated: said }));
          },
          engine: { preferredBatch: 2 },
        } as unknown as OpenModel,
        readSource: async (id) => bytesOf(id, fateOf.get(id) ?? 'sound'),
        operatingPoint: 'balanced',
        onSlice: (done) => {
          if (given.cancelledAfter !== null && done >= given.cancelledAfter) stop.abort();
        },
        signal: stop.signal,
        onAbort: given.givesWhatIsDone ? 'give-what-is-done' : 'reject',
      };
      const results = await analyzeStudies(studies, setup).catch((error: unknown) => {
        if (isAbort(error) && stop.signal.aborted) return null;
        throw error;
      });
      if (results === null) {
        ends.add('cancelled');
        return;
      }
      expect(results.map(({ study }) => study.key)).toEqual(studies.map(({ key }) => key));
      const ranked = rankStudies(results);
      let counted = 0;
      for (const { study, findings, state } of results) {
        const account = accountFor(study, findings);
        counted += account.total;
        ends.add(state.kind);
        const place = ranked.find(({ key }) => key === study.key);
        if (place === undefined) throw new Error('a study has no row');
        const row = studyReport(study, findings, place, '.');
        expect(row.slices).toBe(row.analysed + row.notAnalysed.length);
        expect(row.slices + account.leftOut.length).toBe(account.total);
        // By file: what is in no row is listed with its reason, unless the same file is in the row, too.
        const inRow = new Set(account.leftOut.map(({ header }) => header.sourceId));
        for (const { path, reason } of leftovers(study, (id) => id)) {
          expect(inRow.has(path) && reason.text !== '').toBe(true);
        }
      }
      expect(counted).toBe(headers.length);
      const isAnalyzed = (key: string) =>
        (results.find(({ study }) => study.key === key)?.findings.slices.length ?? 0) > 0;
      const order = ranked.map(({ key }) => isAnalyzed(key));
      const lastWithout = order.lastIndexOf(false);
      // Nothing is flagged here and all came at once: whatever was not analyzed stands first.
      expect(order.slice(0, lastWithout + 1)).not.toContain(true);
    }),
    { numRuns: 60, seed: 13 },
  );
  expect([...ends].sort()).toEqual(['cancelled', 'failed', 'findings', 'unsuitable']);
});
