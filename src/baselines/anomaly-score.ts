import { LABELS } from '#base';
import { type Autoencoder, fitAutoencoder, reconstructed } from './autoencoder.ts';
import type { FittedBaseline } from './baseline.ts';
import { CELLS } from './head-grid.ts';
import type { Example } from './small-network.ts';

/** Length of the code, chosen before any figure was seen and not changed after. */
export const CODE = 32;
const ROUNDS = 15;

/** The mean squared error of the reconstruction inside the skull, in HU squared; 0 where nothing is inside. */
function errorOf(autoencoder: Autoencoder, measured: Float64Array): number {
  const [grid, inside] = [measured.subarray(0, CELLS), measured.subarray(CELLS)];
  const made = reconstructed(autoencoder, grid);
  let [sum, count] = [0, 0];
  for (let cell = 0; cell < CELLS; cell += 1) {
    if (inside[cell] !== 1) continue;
    sum += ((grid[cell] ?? 0) - (made[cell] ?? 0)) ** 2;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

/** Learns heads without blood and scores how far a head is from what it makes of it: .5 at the median of what it learnt from. */
export function fitAnomalyScore(examples: readonly Example[]): FittedBaseline {
  const bloodFree = examples.filter(({ labels }) => labels[0] === 0);
  const grids = bloodFree.map(({ measured }) => measured.subarray(0, CELLS));
  const autoencoder = fitAutoencoder(grids, CELLS, { code: CODE, rounds: ROUNDS, seed: 1 });
  const errors = bloodFree
    .map(({ measured }) => errorOf(autoencoder, measured))
    .sort((a, b) => a - b);
  const median = Math.max(1e-6, errors[errors.length >> 1] ?? 0);
  return {
    parameters: (autoencoder.components.length + 1) * CELLS,
    score: (measured) => {
      const error = errorOf(autoencoder, measured);
      return LABELS.map((label) => (label === 'any' ? error / (error + median) : null));
    },
  };
}
