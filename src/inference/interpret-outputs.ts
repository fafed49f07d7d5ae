import {
  AppError,
  calibrated,
  type Label,
  type LabelMap,
  labelMap,
  type Probability,
  probability,
  sigmoid,
} from '#base';
import type { ModelManifest } from './package/model-manifest.ts';

/** What a model says of one slice. */
export interface SlicePrediction {
  /** Raw graph output mapped to the six labels by activation and outputLabels, not calibrated. */
  readonly raw: LabelMap<Probability>;
  /** After the manifest's Platt scaling, with `any` raised to the types that may raise it. */
  readonly calibrated: LabelMap<Probability>;
}

/** The parts of a manifest that say what a row of outputs means. */
export type OutputMeaning = Pick<
  ModelManifest,
  'activation' | 'outputLabels' | 'calibration' | 'operatingPoints' | 'anyLift'
>;

function columnOf(row: ArrayLike<number>, labels: OutputMeaning['outputLabels']) {
  return (label: Label | 'none'): number | undefined => {
    const index = labels.indexOf(label);
    return index < 0 ? undefined : row[index];
  };
}

/**
 * The six raw probabilities of one row of graph outputs. A softmax head gives the probability of one class among
 * `none` and the types, so `any` is 1 - p(none); without a `none` column it is the sum of the types.
 */
export function rawProbabilities(
  row: ArrayLike<number>,
  meaning: Pick<OutputMeaning, 'activation' | 'outputLabels'>,
): LabelMap<Probability> {
  const { activation, outputLabels } = meaning;
  if (row.length !== outputLabels.length) {
    throw new AppError(
      'model-output',
      `The graph gives ${row.length} outputs a slice; the manifest names ${outputLabels.length}.`,
    );
  }
  const column = columnOf(row, outputLabels);
  const raw = labelMap((label) => {
    const value = column(label);
    if (value !== undefined) return probability(activation === 'identity' ? sigmoid(value) : value);
    const none = column('none');
    if (label === 'any' && none !== undefined) return probability(1 - none);
    if (label === 'any') return probability(Array.from(row).reduce((sum, p) => sum + p, 0));
    throw new AppError('model-output', `The graph has no output for ${label}.`);
  });
  for (const p of Object.values(raw)) {
    if (Number.isNaN(p)) {
      throw new AppError('model-output', 'The engine gave a probability that is not a number.');
    }
  }
  return raw;
}

/** What a row of graph outputs says of a slice: raw, and calibrated, with `any` raised to the types that may raise it. */
export function interpretOutputs(row: ArrayLike<number>, meaning: OutputMeaning): SlicePrediction {
  const raw = rawProbabilities(row, meaning);
  return { raw, calibrated: calibrated(raw, meaning) };
}
