import { LABELS } from '#base';
import { CODE, fitAnomalyScore } from './anomaly-score.ts';
import type { Baseline, FittedBaseline } from './baseline.ts';
import { headGrid } from './head-grid.ts';
import { BLOOD_HU, largestDenseArea } from './hu-threshold.ts';
import { regionFeatures } from './region-features.ts';
import { type Example, runSmallNetwork, trainSmallNetwork } from './small-network.ts';
import { denseRegionScore } from './split-and-merge.ts';

/** An amount that reads .5: a hundredth of the plane. Any monotone curve gives the same order. */
const HALF = 0.01;

/** The amount as a score of `any`; no type is told. */
const amountOnly: FittedBaseline = {
  parameters: 0,
  score: ([amount = 0]) =>
    LABELS.map((label) => (label === 'any' ? amount / (amount + HALF) : null)),
};

/** Networks whose probabilities are averaged: one alone depends on its seed. */
const SEEDS = [1, 2, 3];

function fitRegionNetwork(examples: readonly Example[]): FittedBaseline {
  const networks = SEEDS.map((seed) =>
    trainSmallNetwork(examples, {
      hidden: 16,
      epochs: 40,
      batch: 32,
      rate: 3e-3,
      decay: 0.02,
      seed,
    }),
  );
  return {
    parameters: networks.reduce((sum, { first, second }) => sum + first.length + second.length, 0),
    score: (measured) => {
      const all = networks.map((network) => runSmallNetwork(network, measured));
      return LABELS.map(
        (_, label) => all.reduce((sum, scores) => sum + (scores[label] ?? 0), 0) / all.length,
      );
    },
  };
}

/** The classical systems, the simplest first. */
export const BASELINES: readonly Baseline[] = [
  {
    id: 'brain-area',
    architecture: 'No look at density: the area inside the skull',
    note: 'the floor: large sections of the head hold more of the bleeds, so what is no better has learned the level alone',
    measure: ({ plane, inside }) => Float64Array.of(inside.area / plane.length),
    fit: () => amountOnly,
  },
  {
    id: 'hu-threshold',
    architecture: 'HU threshold inside the skull',
    note: `largest connected area inside the skull denser than ${BLOOD_HU} HU; fixed, nothing learned`,
    measure: (head) => Float64Array.of(largestDenseArea(head)),
    fit: () => amountOnly,
  },
  {
    id: 'split-merge',
    architecture: 'Region split and merge with thresholds',
    note: `quadtree, merged by means; regions denser than ${BLOOD_HU} HU weighed by their excess; fixed, nothing learned`,
    measure: (head) => Float64Array.of(denseRegionScore(head)),
    fit: () => amountOnly,
  },
  {
    id: 'autoencoder-anomaly',
    architecture: 'Autoencoder of blood-free heads, anomaly score',
    note: `linear, 40 x 40 cells to a code of ${CODE} and back, from training slices without blood alone; mean squared error inside the skull`,
    measure: headGrid,
    fit: fitAnomalyScore,
  },
  {
    id: 'watershed-glcm-mlp',
    architecture: 'Watershed, GLCM features, small neural network',
    note: `35 features of brain and heaviest dense region; ${SEEDS.length} networks of 16 hidden units, averaged`,
    measure: regionFeatures,
    fit: fitRegionNetwork,
  },
];
