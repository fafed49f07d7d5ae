import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#base';

const DEFAULT_MODELS = ['models/ich-vgg16', 'models/tiny'];

/** The model's folder: the one asked for, else the first default that exists. */
export async function modelFolder(asked: string | null): Promise<string> {
  if (asked !== null) return asked;
  for (const folder of DEFAULT_MODELS) {
    const there = await access(join(folder, 'manifest.json')).then(
      () => true,
      () => false,
    );
    if (there) return folder;
  }
  throw new AppError('no-model', `No model in ${DEFAULT_MODELS.join(' or ')}: give --model DIR.`);
}
