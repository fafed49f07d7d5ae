import * as v from 'valibot';
import { AppError, isModelFolder, messageOf } from '#base';
import type { PackageSource } from '#workers';
import type { ListedModel } from './state.ts';

const folder = v.custom<string>(isModelFolder, 'not a folder of models/');

/** models/index.json: which packages are served beside the app. */
const index = v.object({
  default: folder,
  packages: v.exactOptional(v.array(folder), []),
});

const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** As much of a manifest as the list shows. The whole is checked before a package is used. */
const manifest = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  title: v.string(),
  architecture: v.object({ name: v.string(), width: v.number() }),
  status: v.string(),
  files: v.array(v.object({ bytes: v.number() })),
  metrics: v.fallback(
    v.object({
      slice: v.object({
        any: v.object({
          auc: unit,
          n: v.number(),
          ci: v.fallback(v.nullable(v.tuple([unit, unit])), null),
        }),
      }),
    }),
    { slice: { any: { auc: Number.NaN, n: 0, ci: null } } },
  ),
});

/** What the list shows of a manifest. Throws AppError 'model-manifest' where it says too little. */
export function listedModel(raw: unknown, folder: string, source: PackageSource): ListedModel {
  const parsed = v.safeParse(manifest, raw);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue);
    throw new AppError(
      'model-manifest',
      `its manifest is not valid: ${where === null ? '' : `${where}: `}${issue.message}`,
    );
  }
  const { id, title, architecture, status, files, metrics } = parsed.output;
  const { any } = metrics.slice;
  return {
    id,
    folder,
    source,
    title,
    architecture: `${architecture.name}, width ${architecture.width}`,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    untrained: status === 'untrained',
    home: any.n > 0 ? any : null,
  };
}

async function json(fetcher: typeof fetch, path: string): Promise<unknown> {
  const response = await fetcher(path);
  if (!response.ok)
    throw new AppError('model-file', `it could not be read: HTTP ${response.status}`);
  return response.json();
}

/** What is served. */
export interface ServedModels {
  readonly listed: readonly ListedModel[];
  readonly refused: readonly { readonly name: string; readonly text: string }[];
}

/**
 * The packages that models/index.json names, with the one in use where it isn't named there. Of two packages of one id the second is
 * refused; so is what can't be read. Never throws.
 */
export async function servedModels(
  current: PackageSource,
  fetcher: typeof fetch = fetch,
): Promise<ServedModels> {
  const listed: ListedModel[] = [];
  const refused: { name: string; text: string }[] = [];
  const named = await json(fetcher, 'models/index.json')
    .then((raw) => {
      const { default: first, packages } = v.parse(index, raw);
      return [first, ...packages];
    })
    .catch((error: unknown) => {
      refused.push({ name: 'models/index.json', text: messageOf(error) });
      return [];
    });
  const inUse = typeof current === 'string' ? current.replace(/^models\/|\/$/g, '') : '';
  for (const name of new Set([...named, inUse].filter(Boolean))) {
    const source = `models/${name}/`;
    try {
      const model = listedModel(await json(fetcher, `${source}manifest.json`), name, source);
      const twin = listed.find(({ id }) => id === model.id);
      if (twin === undefined) listed.push(model);
      else refused.push({ name, text: `it has the id of ${twin.folder}: ${model.id}` });
    } catch (error) {
      refused.push({ name, text: messageOf(error) });
    }
  }
  return { listed, refused };
}
