import { join } from 'node:path';
import type { Watched } from '#adaptation';
import { AppError } from '#base';
import { type CtIch, isThere, readCtIch, type SiteChange, secondSite } from '#datasets';
import type { ScoredCase } from '#evaluation';
import { brainEvidence, medianBrainHu } from '#imaging';
import type { OpenModel } from '#inference';
import { decide } from '../evaluate/decision.ts';
import { type PredictOptions, predictDataset } from '../evaluate/predict-dataset.ts';
import { type FoldPredictions, predictFolds } from '../evaluate/predict-folds.ts';
import type { NotedEvidence } from './from-verdicts.ts';

/** How a simulation reports and stops. */
export interface SimulationHooks {
  readonly onSlice: (what: string, done: number, total: number) => void;
  readonly signal: AbortSignal;
}

interface Site {
  readonly studies: readonly ScoredCase[];
  readonly watched: Watched;
  readonly notes: readonly string[];
}

/** Raw numbers of all slices: by the model, or by the package of each fold that left it out. */
const rawOf = async (
  dataset: CtIch,
  model: OpenModel,
  foldModels: string | null,
  hooks: PredictOptions,
): Promise<Pick<FoldPredictions, 'raw' | 'notes'>> =>
  foldModels === null
    ? {
        raw: await predictDataset(dataset, dataset.slices, model, hooks),
        notes: ['the package was trained on these patients: what it says of them flatters it'],
      }
    : predictFolds(dataset, foldModels, hooks);

/** So many slices tell a study's brain median. */
const MEASURED_SLICES = 8;

/** Median HU of a study's brain, of some of its slices: to 1 HU, as the app's own check has it; null where none shows brain. */
async function brainHuOf(dataset: CtIch, study: string): Promise<number | null> {
  const slices = dataset.slices.filter((slice) => slice.study === study);
  const step = Math.max(1, Math.floor(slices.length / MEASURED_SLICES));
  const counts: Uint16Array[] = [];
  for (const slice of slices.filter((_, at) => at % step === 0)) {
    const { holdsBrain, huCounts } = brainEvidence(await dataset.read(slice), null);
    if (holdsBrain) counts.push(huCounts);
  }
  return medianBrainHu(counts);
}

async function siteOf(
  dataset: CtIch,
  model: OpenModel,
  foldModels: string | null,
  hooks: PredictOptions,
): Promise<Site> {
  const { raw, notes } = await rawOf(dataset, model, foldModels, hooks);
  const { studies } = decide(raw, model.pack.manifest);
  const brainHu: number[] = [];
  for (const { id } of studies) {
    const found = await brainHuOf(dataset, id);
    if (found !== null) brainHu.push(found);
  }
  const scores = studies.map((study) => study.probabilities.any);
  return { studies, watched: { scores, brainHu }, notes };
}

/** ct-ich as it is for a reference, and as another site's scanner might show it for verdicts: its labels are the reader. */
export async function simulatedEvidence(
  folder: string,
  change: SiteChange,
  foldModels: string | null,
  model: OpenModel,
  { onSlice, signal }: SimulationHooks,
): Promise<NotedEvidence> {
  if (!(await isThere(join(folder, 'labels.csv'))))
    throw new AppError('no-such-path', `${folder}: there is no ct-ich folder to simulate from`);
  const home = await readCtIch(folder);
  const at = (what: string) => ({
    signal,
    onSlice: (done: number, total: number) => onSlice(what, done, total),
  });
  const reference = await siteOf(home, model, foldModels, at('reference'));
  const site = await siteOf(secondSite(home, change), model, foldModels, at(change));
  return {
    cases: site.studies.map(({ id, patient, truth, probabilities }) => ({
      key: id,
      patient,
      probability: probabilities.any,
      bleeding: truth.any === true,
    })),
    watched: site.watched,
    reference: reference.watched,
    days: null,
    notes: [
      `an imitated site: the reference's own patients, change "${change}"; real sites differ in more`,
      ...site.notes,
    ],
  };
}
