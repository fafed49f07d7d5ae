import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteRange } from '#base';
import { gather, readerOf } from '#datasets';
import { groupStudies } from '#dicom';
import { hashPreprocessSpec } from '#imaging';
import { openModel, wholeFileReader } from '#inference';
import { type ResultSource, type SubmissionSlice, studyReport, type TriageReport } from '#report';
import { type AnalyzedStudy, analyzeStudies, rankStudies } from '../analyze-studies.ts';
import { modelFolder } from '../model-folder.ts';
import type { ProgressLine } from '../progress.ts';
import { leftovers, sourceOf } from './leftovers.ts';
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
  const folder = await modelFolder(options.model);
  const gathered = await gather(options.paths, (n) => progress.count('files read:', n), signal);
  const studies = groupStudies(gathered.headers);
  progress.count('starting the model for studies:', studies.length);
  const model = await openModel(
    wholeFileReader((path) => readFile(join(folder, path))),
    {
      clock: () => performance.now(),
      signal,
      ...(options.engine === null ? {} : { forced: options.engine }),
    },
  );
  try {
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
    const { manifest, modelHash } = model.pack;
    const report: TriageReport = {
      ...(analysed.some(({ interrupted }) => interrupted) ? { interrupted: true } : {}),
      engine: model.engine.description,
      model: {
        id: manifest.id,
        title: manifest.title,
        status: manifest.status,
        hash: modelHash,
        operatingPoint: options.operatingPoint,
        measured: manifest.study.measured?.any[options.operatingPoint] ?? null,
      },
      studies: rows,
      skipped: [...gathered.skipped, ...studies.flatMap((study) => leftovers(study, pathOf))].map(
        ({ path, reason }) => ({ path, reason: reason.text }),
      ),
    };
    const slices = analysed.flatMap(({ findings }) =>
      findings.slices.map(({ sliceKey, probabilities }) => ({
        sopInstanceUid: sliceKey,
        probabilities,
      })),
    );
    return {
      report,
      slices,
      analysed,
      findFile: (id) => gathered.sources.get(id)?.blob,
      model: {
        title: manifest.title,
        status: manifest.status,
        hash: modelHash,
        preprocessHash: await hashPreprocessSpec(manifest.preprocess),
      },
    };
  } finally {
    model.engine.dispose();
  }
}
