import { readFile } from 'node:fs/promises';
import { parseSiteCalibration, withSiteCalibration } from '#adaptation';
import { AppError } from '#base';
import type { OpenModel } from '#inference';

/** The model with a site's calibration, where a file of one is named. Throws AppError where it can't be read or is of another package. */
export async function atSite(model: OpenModel, path: string | null): Promise<OpenModel> {
  if (path === null) return model;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('no-such-path', `${path}: cannot be read`, { cause });
  });
  const { pack } = model;
  const calibration = parseSiteCalibration(path, text);
  return {
    ...model,
    pack: { ...pack, manifest: withSiteCalibration(pack.manifest, pack.modelHash, calibration) },
  };
}
