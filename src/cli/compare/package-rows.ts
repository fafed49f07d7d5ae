import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CtIch } from '#datasets';
import { type BootstrapOptions, labelFigures } from '#evaluation';
import { gflopsOf, type ModelManifest, type OpenModel } from '#inference';
import { decide } from '../evaluate/decision.ts';
import { predictDataset } from '../evaluate/predict-dataset.ts';
import { openFolder } from '../model-folder.ts';
import type { RowHooks } from './baseline-rows.ts';
import { type CompareRow, type RowFigures, rowFigures } from './row.ts';
import { msPerItem } from './timing.ts';

/** Networks' input sizes as their authors published them, in pixels along a side. */
const PUBLISHED_SIZES: Readonly<Record<string, number>> = {
  vgg16: 224,
  'alexnet-2012': 227,
  'resnet-18': 224,
  'resnet-50': 224,
  'inception-v3': 299,
  'mobilenet-v2': 224,
  'mobilenet-v3-large': 224,
  'efficientnet-b0': 224,
  'efficientnet-b2': 260,
};

/** Folders of packages with a trained model, sorted. */
export async function trainedPackages(models: string): Promise<readonly string[]> {
  const folders = await readdir(models, { withFileTypes: true });
  const trained: string[] = [];
  for (const entry of folders.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory()) continue;
    const folder = join(models, entry.name);
    const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
    if (text !== null && JSON.parse(text).status === 'research') trained.push(folder);
  }
  return trained;
}

/** The package's own out-of-fold figures, as pack-model wrote them; null where it has none. */
export function homeFigures({ metrics }: Pick<ModelManifest, 'metrics'>): RowFigures | null {
  const slice = metrics.slice as RowFigures | undefined;
  return slice === undefined ? null : rowFigures(slice);
}

async function abroadFigures(
  dataset: CtIch,
  model: OpenModel,
  bootstrap: BootstrapOptions,
  { onSlice, signal }: RowHooks,
): Promise<RowFigures> {
  const raw = await predictDataset(dataset, dataset.slices, model, { onSlice, signal });
  const { slices } = decide(raw, model.pack.manifest);
  return rowFigures(labelFigures(slices, model.pack.manifest.operatingPoints, bootstrap));
}

/** A row of a package: home from its own metrics, abroad and time measured here, in the application's runtime on Node. */
export async function packageRow(
  folder: string,
  abroad: CtIch | null,
  hooks: RowHooks,
): Promise<CompareRow> {
  const model = await openFolder(folder, { signal: hooks.signal });
  try {
    const { manifest, golden } = model.pack;
    const { name, width, parameters } = manifest.architecture;
    const { size } = manifest.preprocess;
    const stored = manifest.files.filter(({ path }) => /^(model\.json|weights-)/.test(path));
    return {
      id: manifest.id,
      architecture: name,
      width,
      inputSize: size,
      parameters,
      slicesSeen: manifest.provenance.slicesSeen ?? null,
      bytes: stored.reduce((sum, { bytes }) => sum + bytes, 0),
      gflops: gflopsOf(model.pack),
      msPerSlice: await msPerItem(golden.inputs, (input) => model.engine.run([input])),
      home: homeFigures(manifest),
      abroad: abroad === null ? null : await abroadFigures(abroad, model, hooks.bootstrap, hooks),
      asPublished: width === 1 && PUBLISHED_SIZES[name] === size,
      note: `${manifest.title}; trained on ${manifest.provenance.trainedOn}`,
    };
  } finally {
    model.engine.dispose();
  }
}
