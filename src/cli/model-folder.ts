import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, defaultModelFolder, STAND_IN_MODEL } from '#base';
import { isThere } from '#datasets';
import { type OpenModel, type OpenModelOptions, openModel, wholeFileReader } from '#inference';

/** The app's own, wherever a command is called. */
const OWN_MODELS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'models');

const isPackage = (folder: string): Promise<boolean> => isThere(join(folder, 'manifest.json'));

async function readIndex(models: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(models, 'index.json'), 'utf8'));
  } catch {
    return null; // Without a list, as with a spoiled one, the stand-in is left.
  }
}

/**
 * The model's folder: the one asked for, else the default of `models`/index.json (the app's own), as in the app, else the stand-in. Throws AppError
 * 'no-model' where none of them is there.
 */
export async function modelFolder(asked: string | null, models = OWN_MODELS): Promise<string> {
  if (asked !== null) return asked;
  const named = [defaultModelFolder(await readIndex(models)), STAND_IN_MODEL];
  const folders = [...new Set(named)].map((name) => join(models, name));
  for (const folder of folders) if (await isPackage(folder)) return folder;
  throw new AppError('no-model', `No model in ${folders.join(' or ')}: give --model DIR.`);
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
