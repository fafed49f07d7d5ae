import { readFile } from 'node:fs/promises';
import { AppError } from '#base';
import { type CsvFile, parseCsv } from '#labels';

/**
 * Reads a CSV file (RFC 4180, UTF-8) that must have the given columns. Throws AppError 'bad-dataset' that names file and
 * line.
 */
export async function readCsv(path: string, required: readonly string[]): Promise<CsvFile> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw new AppError('bad-dataset', `${path}: cannot be read`, { cause });
  });
  return parseCsv(path, content, required);
}
