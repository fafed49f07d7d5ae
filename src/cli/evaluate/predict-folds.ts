import { join } from 'node:path';
import type { CtIch, RawSlice } from '#datasets';
import { openFolder } from '../model-folder.ts';
import { refuseTrainedOnFold } from './left-out.ts';
import { type PredictOptions, predictDataset } from './predict-dataset.ts';

/** Raw probabilities of all slices, each by the package that did not see its patient. */
export interface FoldPredictions {
  readonly raw: readonly RawSlice[];
  readonly folds: number;
  /** In words: which packages do not say what they left out. */
  readonly notes: readonly string[];
}

/** Predicts each fold of a dataset by its package fold0, fold1, ... in a folder. Throws AppError 'trained-on-fold' where one saw it. */
export async function predictFolds(
  dataset: CtIch,
  folder: string,
  { onSlice, signal }: PredictOptions,
): Promise<FoldPredictions> {
  const folds = [...new Set(dataset.slices.map(({ fold }) => fold))].sort();
  const raw: RawSlice[] = [];
  const unknown: string[] = [];
  for (const fold of folds) {
    const slices = dataset.slices.filter((slice) => slice.fold === fold);
    const at = join(folder, `fold${fold}`);
    const model = await openFolder(at, { signal });
    const before = raw.length;
    const hooks = {
      signal,
      onSlice: (done: number) => onSlice(before + done, dataset.slices.length),
    };
    try {
      const { trainedOn } = model.pack.manifest.provenance;
      if (!refuseTrainedOnFold(at, fold, trainedOn)) unknown.push(`fold${fold}`);
      raw.push(...(await predictDataset(dataset, slices, model, hooks)));
    } finally {
      model.engine.dispose();
    }
  }
  const notes =
    unknown.length === 0
      ? []
      : [`which folds ${unknown.join(', ')} left out, their manifests do not say`];
  return { raw, folds: folds.length, notes };
}
