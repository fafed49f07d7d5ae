import { join } from 'node:path';
import { AppError } from '#base';
import { readCtIch } from './ct-ich.ts';
import { readFolds } from './folds.ts';
import { isThere } from './is-there.ts';
import type { LabeledDataset } from './labeled-dataset.ts';
import { readDicomDataset } from './labeled-dicom.ts';
import { readTruth } from './read-truth.ts';

/** RSNA 2019's labels, in the folder of the set. */
const RSNA_LABELS = 'stage_2_train.csv';
/** Where RSNA's archive has the labeled slices. */
const RSNA_SLICES = 'stage_2_train';

/** What a dataset is opened with. */
export interface OpenOptions {
  /** CSV of a DICOM folder's labels; null: the folder has a layout with labels of its own. */
  readonly labels: string | null;
  /** CSV of the patients' folds; null: the dataset's own, or dealt by `seed`. */
  readonly folds: string | null;
  readonly seed: number;
  readonly skipMissing: boolean;
  readonly onFile: (count: number) => void;
  readonly signal: AbortSignal;
}

/** Opens a folder: DICOM with a labels file, ct-ich's layout, or RSNA's. Throws AppError where it is none or is flawed. */
export async function openDataset(folder: string, options: OpenOptions): Promise<LabeledDataset> {
  if (options.labels !== null) return openDicom(folder, options.labels, options);
  if (await isThere(join(folder, 'folds_by_patient.csv'))) return readCtIch(folder);
  const labels = join(folder, RSNA_LABELS);
  if (await isThere(labels)) {
    const slices = join(folder, RSNA_SLICES);
    return openDicom((await isThere(slices)) ? slices : folder, labels, options);
  }
  throw new AppError(
    'unknown-dataset',
    `${folder}: neither ct-ich (folds_by_patient.csv) nor RSNA (${RSNA_LABELS}); a folder of DICOM needs --labels CSV`,
  );
}

async function openDicom(
  folder: string,
  labels: string,
  options: OpenOptions,
): Promise<LabeledDataset> {
  const truth = await readTruth(labels);
  const folds = options.folds === null ? null : await readFolds(options.folds);
  return readDicomDataset({ ...options, folder, truth, folds });
}
