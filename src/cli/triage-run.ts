import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#base';
import { groupStudies } from '#dicom';
import { openModel, wholeFileReader } from '#inference';
import { type SubmissionSlice, studyReport, type TriageReport } from '#report';
import { type Gathered, gather } from './triage-intake.ts';
import { leftovers, sourceOf } from './triage-leftovers.ts';
import { modelFolder, type TriageOptions } from './triage-options.ts';
import type { ProgressLine } from './triage-progress.ts';
import { analyseStudies, rankStudies } from './triage-studies.ts';

/** What a run gives: the report, and the slices' own probabilities. */
export interface TriageRun {
  readonly report: TriageReport;
  readonly slices: readonly SubmissionSlice[];
}

/** Reads the paths, analyses what can be, ranks it and accounts for every file. Rejects with an AbortError on abort. */
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
    const analysed = await analyseStudies(studies, {
      model,
      readSource: readerOf(gathered),
      operatingPoint: options.operatingPoint,
      onSlice: (done, total) => progress.bar('slices', done, total),
      signal,
    });
    const pathOf = (id: string) => gathered.sources.get(id)?.path ?? id;
    const rows = rankStudies(analysed).flatMap((ranked) => {
      const found = analysed.find(({ study }) => study.key === ranked.key);
      if (found === undefined) return [];
      return [studyReport(found.study, found.findings, ranked, sourceOf(found.study, pathOf))];
    });
    const { manifest, modelHash } = model.pack;
    const report: TriageReport = {
      engine: model.engine.description,
      model: {
        id: manifest.id,
        title: manifest.title,
        status: manifest.status,
        hash: modelHash,
        operatingPoint: options.operatingPoint,
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
    return { report, slices };
  } finally {
    model.engine.dispose();
  }
}

/** The pipeline's ReadSource over the gathered files. */
export function readerOf({ sources }: Gathered) {
  return async (
    sourceId: string,
    range?: { readonly offset: number; readonly length?: number },
  ): Promise<Uint8Array> => {
    const source = sources.get(sourceId);
    if (source === undefined) throw new AppError('source-gone', 'The file is not there any more.');
    const { offset = 0, length = source.size } = range ?? {};
    try {
      return new Uint8Array(await source.blob.slice(offset, offset + length).arrayBuffer());
    } catch (cause) {
      throw new AppError('source-gone', 'the file cannot be read any more', { cause });
    }
  };
}
