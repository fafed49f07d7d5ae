import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#base';
import { isThere } from '#datasets';
import { type OpenModel, type OpenModelOptions, openModel, wholeFileReader } from '#inference';

const DEFAULT_MODELS = ['models/ich-vgg16', 'models/tiny'];

/** The model's folder: the one asked for, else the first default that exists. */
export async function modelFolder(asked: string | null): Promise<string> {
  if (asked !== null) return asked;
  for (const folder of DEFAULT_MODELS) {
    if (await isThere(join(folder, 'manifest.json'))) return folder;
  }
  throw new AppError('no-model', `No model in ${DEFAULT_MODELS.join(' or ')}: give --model DIR.`);
}

/** Reads the files of a package's folder. */
export const folderReader = (folder: string) =>
  wholeFileReader((path) => readFile(join(folder, path)));

/** Opens the package of a folder. */
export const openFolder = (
  folder: string,
  options: Omit<OpenModelOptions, 'clock'>,
): Promise<OpenModel> =>
  openModel(folderReader(folder), { clock: () => performance.now(), ...options });
