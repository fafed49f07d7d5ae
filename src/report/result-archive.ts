import { zipSync } from 'fflate';
import type { Outcome } from '#base';
import { ok } from '#base';
import { type ResultFiles, resultFiles } from './result-files.ts';
import { type AnalyzedStudy, type FindFile, readResultSource } from './result-source.ts';

/** A study's result objects in one file. */
export interface ResultArchive {
  /** A ZIP of DICOM files; null where no object could be made. */
  readonly zip: Uint8Array<ArrayBuffer> | null;
  readonly names: readonly string[];
  /** The objects that are not in it, and why. */
  readonly left: ResultFiles['left'];
}

/** ZIP knows no date before it; a date of our own would make another file of the same result. */
const EPOCH = '1980-01-01T00:00:00';

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
  if (files.length === 0) return ok({ zip: null, names, left });
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  const zip = new Uint8Array(zipSync(entries, { mtime: new Date(EPOCH) }));
  return ok({ zip, names, left });
}
