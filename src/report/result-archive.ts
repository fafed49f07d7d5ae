import type { Outcome } from '#base';
import { ok } from '#base';
import { type ResultFiles, resultFiles } from './result-files.ts';
import { type AnalyzedStudy, type FindFile, readResultSource } from './result-source.ts';
import { zipOf } from './zip-of.ts';

/** A study's result objects in one file. */
export interface ResultArchive {
  /** A ZIP of DICOM files; null where no object could be made. */
  readonly zip: Uint8Array<ArrayBuffer> | null;
  readonly names: readonly string[];
  /** The objects that are not in it, and why. */
  readonly left: ResultFiles['left'];
}

/**
 * The result objects of an analyzed study as one ZIP, the same bytes for the same result. Not possible where the study's own files
 * are gone or say nothing of whose they are.
 */
export async function resultArchive(
  analyzed: AnalyzedStudy,
  findFile: FindFile,
  signal?: AbortSignal,
): Promise<Outcome<ResultArchive>> {
  const source = await readResultSource(analyzed, findFile, signal);
  if (!source.ok) return source;
  const { files, left } = await resultFiles(source.value);
  const names = files.map(({ name }) => name);
  return ok({ zip: zipOf(files), names, left });
}
