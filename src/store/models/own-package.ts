import { AppError, messageOf } from '#base';
import { listedModel } from './list-models.ts';
import type { ListedModel } from './state.ts';

const MANIFEST = 'manifest.json';

/** A file of the folder. */
export interface PackageFile {
  /** "folder/name", as the folder was given. */
  readonly path: string;
  readonly blob: Blob;
}

/**
 * A package out of the files of a folder, the manifest's folder being the package's. Throws AppError: 'model-file' where there is no
 * manifest or there are several, 'model-manifest' where it can't be read, 'model-twin' where a listed package has its id.
 */
export async function ownPackage(
  files: readonly PackageFile[],
  listed: readonly ListedModel[],
): Promise<ListedModel> {
  const manifests = files.filter(({ path }) => `/${path}`.endsWith(`/${MANIFEST}`));
  const [manifest] = manifests;
  if (manifest === undefined) {
    throw new AppError('model-file', 'The folder holds no manifest.json: it is no model package.');
  }
  if (manifests.length > 1) {
    const paths = manifests.map(({ path }) => path).join(', ');
    throw new AppError('model-file', `The folder holds several packages: ${paths}. Open one.`);
  }
  const root = manifest.path.slice(0, -MANIFEST.length);
  const source = new Map(
    files
      .filter(({ path }) => path.startsWith(root))
      .map(({ path, blob }) => [path.slice(root.length), blob] as const),
  );
  let raw: unknown;
  try {
    raw = JSON.parse(await manifest.blob.text());
  } catch (cause) {
    throw new AppError('model-manifest', `manifest.json is not valid JSON: ${messageOf(cause)}.`, {
      cause,
    });
  }
  const model = listedModel(raw, '', source);
  const twin = listed.find(({ id }) => id === model.id);
  if (twin !== undefined) {
    throw new AppError(
      'model-twin',
      `A package with the id ${model.id} is there already: ${twin.title}. Give yours another id and pack it again.`,
    );
  }
  return model;
}
