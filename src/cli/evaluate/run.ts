import { join } from 'node:path';
import { AppError, countOf, LABELS } from '#base';
import { type CtIch, isThere, type RawSlice, readCtIch, readOutOfFold, readTruth } from '#datasets';
import type { ScoredCase } from '#evaluation';
import { loadPackage, type ModelManifest, type OpenModel } from '#inference';
import { fileError, type Truth } from '#labels';
import { folderReader, modelFolder, openFolder } from '../model-folder.ts';
import { type Decision, decide, fitRawSlices } from './decision.ts';
import { dicomCases } from './dicom-cases.ts';
import type { EvaluateOptions } from './options.ts';
import { predictDataset } from './predict-dataset.ts';
import { predictFolds } from './predict-folds.ts';

/** Everything that the figures are made of. */
export interface EvaluationSet {
  readonly title: string;
  readonly notes: readonly string[];
  readonly slices: readonly ScoredCase[];
  readonly studies: readonly ScoredCase[];
  readonly decision: Decision;
  readonly model: { readonly id: string; readonly hash: string; readonly status: string } | null;
  /** Raw predictions with folds, where the set is out of fold: calibration can be fitted across folds. */
  readonly outOfFold: readonly RawSlice[] | null;
}

/** How a run reports and stops. */
export interface RunHooks {
  readonly onSlice: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

const identityOf = ({ manifest, modelHash }: OpenModel['pack']) => ({
  id: manifest.id,
  hash: modelHash,
  status: manifest.status,
});

const untrainedNote = ({ status }: Pick<ModelManifest, 'status'>) =>
  status === 'untrained' ? ['UNTRAINED MODEL: these figures mean nothing.'] : [];

async function decisionFor(slices: readonly RawSlice[], model: string | null) {
  if (model === null) {
    return {
      decision: fitRawSlices(slices),
      note: 'calibration, operating points and study rule were fitted on these same predictions: AUC and AP hardly depend on it; for the rest see "crossFitted"',
    };
  }
  const { manifest } = await loadPackage(folderReader(model));
  return { decision: manifest, note: `calibration and operating points of ${manifest.id}` };
}

async function outOfFoldSet(
  title: string,
  raw: readonly RawSlice[],
  model: string | null,
  notes: readonly string[],
): Promise<EvaluationSet> {
  const { decision, note } = await decisionFor(raw, model);
  return {
    title,
    notes: [...notes, note],
    ...decide(raw, decision),
    decision,
    model: null,
    outOfFold: raw,
  };
}

/** ct-ich slices with the labels of another file, where one is given. */
function relabeled(dataset: CtIch, truth: Truth | null): CtIch {
  if (truth === null) return dataset;
  if (truth.level === 'study') {
    throw fileError(truth.path, 1, 'has labels of studies; a ct-ich folder needs them by slice');
  }
  const slices = dataset.slices.flatMap((slice) => {
    const name = slice.file.replace(/^images\//, '');
    const entry = truth.byName.get(name) ?? truth.byName.get(slice.id);
    if (entry === undefined) return [];
    const labels = LABELS.map((label) => Number(entry.truth[label] === true));
    return [{ ...slice, labels }];
  });
  if (slices.length === 0) throw fileError(truth.path, null, "names none of the folder's slices");
  return { ...dataset, slices };
}

async function foldSet(options: EvaluateOptions, folder: string, hooks: RunHooks) {
  const [path = ''] = options.paths;
  const { raw, folds, notes } = await predictFolds(await readCtIch(path), folder, hooks);
  const title = `Out of fold in the app's runtime: ${countOf(folds, 'model')} of ${folder}`;
  return outOfFoldSet(title, raw, options.model, notes);
}

async function labeledSet(
  options: EvaluateOptions,
  labels: string,
  hooks: RunHooks,
): Promise<EvaluationSet> {
  const truth = await readTruth(labels);
  const model = await openFolder(await modelFolder(options.model), { signal: hooks.signal });
  const { manifest } = model.pack;
  const common = {
    title: `${manifest.title} (${model.pack.modelHash.slice(0, 12)}) on ${options.paths.join(', ')}`,
    decision: manifest,
    model: identityOf(model.pack),
    outOfFold: null,
  };
  const [path = ''] = options.paths;
  try {
    if (options.paths.length === 1 && (await isThere(join(path, 'folds_by_patient.csv')))) {
      const whole = await readCtIch(path); // Neighbors count whether they are labeled or not.
      const raw = await predictDataset(whole, relabeled(whole, truth).slices, model, hooks);
      const note = `the model was trained on: ${manifest.provenance.trainedOn}; figures on slices that it was trained on say nothing about new patients`;
      return { ...common, notes: [...untrainedNote(manifest), note], ...decide(raw, manifest) };
    }
    const cases = await dicomCases({ ...hooks, paths: options.paths, truth, model });
    const notes = [
      ...untrainedNote(manifest),
      `${countOf(cases.failedStudies, 'study', 'studies')} not analyzable, ${cases.unlabeledStudies} without a label; ${countOf(cases.notAnalysed.slices, 'labeled slice')} not analyzed, ${cases.notAnalysed.positive} positive`,
    ];
    return { ...common, notes, slices: cases.slices, studies: cases.studies };
  } finally {
    model.engine.dispose();
  }
}

/** Makes or reads the predictions that the options ask for. */
export async function evaluationSet(
  options: EvaluateOptions,
  hooks: RunHooks,
): Promise<EvaluationSet> {
  if (options.oof !== null) {
    const raw = await readOutOfFold(options.oof);
    return outOfFoldSet(`Out of fold: ${options.oof}`, raw, options.model, []);
  }
  if (options.foldModels !== null) return foldSet(options, options.foldModels, hooks);
  if (options.labels !== null) return labeledSet(options, options.labels, hooks);
  throw new AppError('usage', 'Nothing to evaluate: give --labels, --oof or --fold-models.');
}
