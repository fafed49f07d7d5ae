import { join } from 'node:path';
import {
  type FindFile,
  type ResultFile,
  type ResultSource,
  readResultSource,
  resultFiles,
} from '#report';
import type { AnalyzedStudy } from '../analyze-studies.ts';
import { writeWhole } from '../write-whole.ts';

/** What computed the results, and the form of their reports. */
export type ResultAbout = Required<Pick<ResultSource, 'model' | 'sr'>>;

/** What was written, and what of which study was not, with the reason. */
export interface WrittenResults {
  readonly studies: number;
  readonly files: number;
  readonly failed: readonly string[];
}

/**
 * Writes the DICOM objects of every analyzed study's result, each study's in a folder named by its Study Instance UID. A study
 * that was not analyzed, or not to its end, has none: its row says why. The same result is the same files; of images without
 * a date all but the moment of its analysis. Rejects with AppError 'unwritable' where the disk does not take them.
 */
export async function writeResults(
  folder: string,
  analysed: readonly AnalyzedStudy[],
  about: ResultAbout,
  findFile: FindFile,
): Promise<WrittenResults> {
  let studies = 0;
  let files = 0;
  const failed: string[] = [];
  for (const one of analysed) {
    const results = await resultsOf(one, about, findFile);
    failed.push(...results.failed);
    if (results.files.length === 0) continue;
    // No object is made of a study whose UID is not digits and dots: it names no other folder.
    const place = join(folder, one.study.studyInstanceUid);
    for (const { name, bytes } of results.files) await writeWhole(place, name, bytes);
    studies += 1;
    files += results.files.length;
  }
  return { studies, files, failed };
}

/** The DICOM objects of a study's result, none where it was not analyzed to its end; and which were not made, and why. */
export async function resultsOf(
  one: AnalyzedStudy,
  about: ResultAbout,
  findFile: FindFile,
): Promise<{ readonly files: readonly ResultFile[]; readonly failed: readonly string[] }> {
  if (one.interrupted || one.state.kind !== 'findings' || one.findings.slices.length === 0) {
    return { files: [], failed: [] };
  }
  const name = one.study.studyInstanceUid || one.study.key;
  const source = await readResultSource({ ...one, ...about }, findFile);
  if (!source.ok) {
    return { files: [], failed: [`${name}: no DICOM result, because ${source.reason.text}`] };
  }
  const { files, left } = await resultFiles(source.value);
  return {
    files,
    failed: left.map(({ kind, reason }) => `${name}: no ${kind}, because ${reason.text}`),
  };
}
