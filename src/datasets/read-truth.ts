import { readFile } from 'node:fs/promises';
import { AppError } from '#base';
import { parseTruth, type Truth } from '#labels';

/** Reads a labels file. Throws AppError 'bad-dataset' that names file and line. */
export async function readTruth(path: string): Promise<Truth> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw new AppError('bad-dataset', `${path}: cannot be read`, { cause });
  });
  return parseTruth(path, content);
}
