/** A layer of 1-D convolutions: kernel [outputs][inputs][taps], odd taps, centered, zeros beyond the ends. */
export interface SequenceLayer {
  readonly dilation: number;
  readonly kernel: readonly (readonly (readonly number[])[])[];
  readonly bias: readonly number[];
}

/**
 * A small model along a study's slices, as training/ich/sequence.py fits it: six logits a slice in, six corrected logits out.
 * Several models are averaged at their outputs.
 */
export interface SequenceModel {
  /** Side of a cell of the grid along z, mm: thick, thin and missing slices meet one kernel. */
  readonly gridMm: number;
  /** Logits enter divided by this and cut at +-`featureLimit`. */
  readonly featureScale: number;
  readonly featureLimit: number;
  readonly models: readonly (readonly SequenceLayer[])[];
}

/** Rows of the grid: six logits, and whether a slice fell into the cell. */
export const SEQUENCE_FEATURES = 7;

interface Grid {
  /** [features][cells]. */
  readonly features: readonly Float64Array[];
  /** Where each slice lies, in cells. */
  readonly places: readonly number[];
}

/**
 * Logits of a study's slices (six each) corrected by those above and below. `mm`: each slice's position along the normal, in
 * any order and with any distances. A study that is no longer than the model's reach gets less correction, one slice alone its own.
 */
export function correctAlong(
  logits: readonly (readonly number[])[],
  mm: readonly number[],
  model: SequenceModel,
): readonly (readonly number[])[] {
  if (logits.length === 0) return [];
  const { features, places } = toGrid(logits, mm, model);
  const corrections = model.models.map((layers) => run(features, layers));
  return logits.map((row, slice) =>
    row.map((logit, label) => {
      const sum = corrections.reduce(
        (total, cells) => total + between(cells[label] ?? new Float64Array(1), places[slice] ?? 0),
        0,
      );
      return logit + sum / Math.max(1, corrections.length);
    }),
  );
}

/** Cells hold the mean of the slices that lie nearest to them. */
function toGrid(
  logits: readonly (readonly number[])[],
  mm: readonly number[],
  { gridMm, featureScale, featureLimit }: SequenceModel,
): Grid {
  const start = Math.min(...mm);
  const places = mm.map((position) => (position - start) / gridMm);
  const cells = Math.floor(Math.max(...places) + 0.5) + 1;
  const features = Array.from({ length: SEQUENCE_FEATURES }, () => new Float64Array(cells));
  const [held = new Float64Array(cells)] = features.slice(-1);
  places.forEach((place, slice) => {
    const cell = Math.min(cells - 1, Math.floor(place + 0.5));
    held[cell] = (held[cell] ?? 0) + 1;
    logits[slice]?.forEach((logit, label) => {
      const value = Math.min(featureLimit, Math.max(-featureLimit, logit / featureScale));
      const row = features[label];
      if (row !== undefined) row[cell] = (row[cell] ?? 0) + value;
    });
  });
  for (let cell = 0; cell < cells; cell += 1) {
    const count = held[cell] ?? 0;
    if (count > 1) {
      for (const row of features.slice(0, -1)) row[cell] = (row[cell] ?? 0) / count;
    }
    held[cell] = Number(count > 0);
  }
  return { features, places };
}

/** ReLU after every layer but the last. */
function run(
  input: readonly Float64Array[],
  layers: readonly SequenceLayer[],
): readonly Float64Array[] {
  return layers.reduce<readonly Float64Array[]>((rows, layer, at) => {
    const output = convolve(rows, layer);
    if (at < layers.length - 1) {
      for (const row of output)
        for (let cell = 0; cell < row.length; cell += 1) row[cell] = Math.max(0, row[cell] ?? 0);
    }
    return output;
  }, input);
}

function convolve(
  rows: readonly Float64Array[],
  { kernel, bias, dilation }: SequenceLayer,
): readonly Float64Array[] {
  const cells = rows[0]?.length ?? 0;
  return kernel.map((inputs, output) => {
    const made = new Float64Array(cells).fill(bias[output] ?? 0);
    inputs.forEach((taps, input) => {
      const row = rows[input];
      if (row === undefined) return;
      taps.forEach((weight, tap) => {
        const shift = (tap - (taps.length - 1) / 2) * dilation;
        const from = Math.max(0, -shift);
        const to = Math.min(cells, cells - shift);
        for (let cell = from; cell < to; cell += 1) {
          made[cell] = (made[cell] ?? 0) + weight * (row[cell + shift] ?? 0);
        }
      });
    });
    return made;
  });
}

/** A row's value at a place between two cells, linearly. */
function between(row: Float64Array, place: number): number {
  const low = Math.min(row.length - 1, Math.max(0, Math.floor(place)));
  const high = Math.min(row.length - 1, low + 1);
  const share = place - low;
  return (row[low] ?? 0) * (1 - share) + (row[high] ?? 0) * share;
}
