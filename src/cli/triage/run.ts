import type { ByteRange } from '#base';
import { gather, readerOf, studiesIn } from '#datasets';
import { type ResultSource, type SubmissionSlice, studyReport, type TriageReport } from '#report';
import { type AnalyzedStudy, analyzeStudies, rankStudies } from '../analyze-studies.ts';
import type { ProgressLine } from '../progress.ts';
import { leftovers, sourceOf } from './leftovers.ts';
import { modelInReport, modelInResults, withModel } from './model.ts';
import type { TriageOptions } from './options.ts';

/** What a run gives: the report, the slices' own probabilities, and what result objects are made of. */
export interface TriageRun {
  readonly report: TriageReport;
  readonly slices: readonly SubmissionSlice[];
  readonly analysed: readonly AnalyzedStudy[];
  readonly findFile: (sourceId: string) => ByteRange | undefined;
  readonly model: ResultSource['model'];
}

/**
 * Reads the paths, analyzes what can be, ranks it and accounts for every file. An abort ends the analysis and gives what is
 * done; before the analysis has begun it rejects with an AbortError.
 */
export async function runTriage(
  options: TriageOptions,
  progress: ProgressLine,
  signal: AbortSignal,
): Promise<TriageRun> {
  const gathered = await gather(options.paths, (n) => progress.count('files read:', n), signal);
  const studies = studiesIn(gathered);
  progress.count('starting the model for studies:', studies.length);
  return withModel(options, signal, async (model) => {
    const analysed = await analyzeStudies(studies, {
      model,
      readSource: readerOf(gathered),
      operatingPoint: options.operatingPoint,
      onSlice: (done, total) => progress.bar('slices', done, total),
      signal,
      onAbort: 'give-what-is-done',
    });
    const pathOf = (id: string) => gathered.sources.get(id)?.path ?? id;
    const rows = rankStudies(analysed).flatMap((ranked) => {
      const found = analysed.find(({ study }) => study.key === ranked.key);
      if (found === undefined) return [];
      return [studyReport(found.study, found.findings, ranked, sourceOf(found.study, pathOf))];
    });
    const report: TriageReport = {
      ...(analysed.some(({ interrupted }) => interrupted) ? { interrupted: true } : {}),
      ...modelInReport(model, options),
      studies: rows,
      skipped: [...gathered.skipped, ...studies.flatMap((study) => leftovers(study, pathOf))].map(
        ({ path, reason }) => ({ path, reason: reason.text }),
      ),
    };
    return {
      report,
      slices: slicesOf(analysed),
      analysed,
      findFile: (id) => gathered.sources.get(id)?.blob,
      model: await modelInResults(model),
    };
  });
}

/** Every slice's own probabilities. */
export const slicesOf = (analysed: readonly AnalyzedStudy[]): readonly SubmissionSlice[] =>
  analysed.flatMap(({ findings }) =>
    findings.slices.map(({ sliceKey, probabilities }) => ({
      sopInstanceUid: sliceKey,
      probabilities,
    })),
  );
