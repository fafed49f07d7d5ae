import { seededNormal, seededRandom, sigmoid } from '#base';

/** A measured slice: its numbers, and 0 or 1 for each output. */
export interface Example {
  readonly measured: Float64Array;
  readonly labels: readonly number[];
}

/** How a small network is trained. */
export interface TrainingOptions {
  readonly hidden: number;
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
  /** Decoupled weight decay (AdamW). */
  readonly decay: number;
  readonly seed: number;
}

/** One hidden layer of tanh, sigmoid outputs. Its inputs are standardized by what it was trained on. */
export interface SmallNetwork {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** [inputs + 1][hidden], the last row is the bias. */
  readonly first: Float64Array;
  /** [hidden + 1][outputs], the last row is the bias. */
  readonly second: Float64Array;
  readonly hidden: number;
  readonly outputs: number;
}

/** Standardized numbers are held within this: a slice unlike any that was learnt from must not run away. */
const MOST_DEVIATIONS = 5;
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

function standardized({ mean, deviation }: SmallNetwork, measured: Float64Array): Float64Array {
  return measured.map((value, index) => {
    const z = (value - (mean[index] ?? 0)) / (deviation[index] ?? 1);
    return Math.min(MOST_DEVIATIONS, Math.max(-MOST_DEVIATIONS, z));
  });
}

/** AdamW on one array. */
function optimizer(values: Float64Array, rate: (step: number) => number, decay: number) {
  const [m, v] = [new Float64Array(values.length), new Float64Array(values.length)];
  let step = 0;
  return (gradient: Float64Array): void => {
    step += 1;
    const now = rate(step);
    const [c1, c2] = [1 - BETA1 ** step, 1 - BETA2 ** step];
    for (let i = 0; i < values.length; i += 1) {
      const g = gradient[i] ?? 0;
      m[i] = BETA1 * (m[i] ?? 0) + (1 - BETA1) * g;
      v[i] = BETA2 * (v[i] ?? 0) + (1 - BETA2) * g * g;
      const move = (m[i] ?? 0) / c1 / (Math.sqrt((v[i] ?? 0) / c2) + EPSILON);
      values[i] = (values[i] ?? 0) * (1 - now * decay) - now * move;
    }
  };
}

/** values x weights + last row. */
function layer(values: Float64Array, weights: Float64Array, columns: number): Float64Array {
  const out = weights.slice(values.length * columns);
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      out[column] = (out[column] ?? 0) + value * (weights[row * columns + column] ?? 0);
    }
  }
  return out;
}

/** Adds the outer product of a layer's inputs (and of 1, for the bias) and its errors. */
function addOuter(gradient: Float64Array, values: Float64Array, errors: Float64Array): void {
  const columns = errors.length;
  for (let row = 0; row <= values.length; row += 1) {
    const value = row === values.length ? 1 : (values[row] ?? 0);
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      gradient[at] = (gradient[at] ?? 0) + value * (errors[column] ?? 0);
    }
  }
}

function initialized(examples: readonly Example[], { hidden, seed }: TrainingOptions) {
  const [first] = examples;
  const inputs = first?.measured.length ?? 0;
  const outputs = first?.labels.length ?? 0;
  const normal = seededNormal(seededRandom(seed));
  const mean = new Float64Array(inputs);
  const deviation = new Float64Array(inputs);
  for (let index = 0; index < inputs; index += 1) {
    let [sum, squares] = [0, 0];
    for (const { measured } of examples) {
      sum += measured[index] ?? 0;
      squares += (measured[index] ?? 0) ** 2;
    }
    mean[index] = sum / examples.length;
    const variance = squares / examples.length - (mean[index] ?? 0) ** 2;
    deviation[index] = Math.sqrt(Math.max(1e-12, variance));
  }
  const weights = (rows: number, columns: number) =>
    Float64Array.from({ length: (rows + 1) * columns }, (_, at) =>
      at < rows * columns ? normal() / Math.sqrt(rows) : 0,
    );
  return {
    mean,
    deviation,
    first: weights(inputs, hidden),
    second: weights(hidden, outputs),
    hidden,
    outputs,
  };
}

/**
 * Trains a network by AdamW on binary cross-entropy, the rate falling to zero along a cosine. The same examples and seed give the
 * same network. Needs at least one example.
 */
export function trainSmallNetwork(
  examples: readonly Example[],
  options: TrainingOptions,
): SmallNetwork {
  const { epochs, batch, rate, decay, seed, hidden } = options;
  const network = initialized(examples, options);
  const { first, second, outputs } = network;
  const inputs = examples.map(({ measured }) => standardized(network, measured));
  const random = seededRandom(seed + 1);
  const steps = epochs * Math.ceil(examples.length / batch);
  const falling = (step: number) => (rate * (1 + Math.cos((Math.PI * step) / steps))) / 2;
  const stepFirst = optimizer(first, falling, decay);
  const stepSecond = optimizer(second, falling, decay);
  const order = examples.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    for (let start = 0; start < order.length; start += batch) {
      const rows = order.slice(start, start + batch);
      const [firstGradient, secondGradient] = [
        new Float64Array(first.length),
        new Float64Array(second.length),
      ];
      for (const row of rows) {
        const x = inputs[row] ?? new Float64Array();
        const h = layer(x, first, hidden).map(Math.tanh);
        const errors = layer(h, second, outputs).map(
          (logit, label) => (sigmoid(logit) - (examples[row]?.labels[label] ?? 0)) / rows.length,
        );
        addOuter(secondGradient, h, errors);
        const back = h.map((value, unit) => {
          let sum = 0;
          for (let label = 0; label < outputs; label += 1) {
            sum += (second[unit * outputs + label] ?? 0) * (errors[label] ?? 0);
          }
          return sum * (1 - value * value);
        });
        addOuter(firstGradient, x, back);
      }
      stepFirst(firstGradient);
      stepSecond(secondGradient);
    }
  }
  return network;
}

/** The network's probabilities for a measured slice, one an output. */
export function runSmallNetwork(network: SmallNetwork, measured: Float64Array): Float64Array {
  const hidden = layer(standardized(network, measured), network.first, network.hidden);
  return layer(hidden.map(Math.tanh), network.second, network.outputs).map(sigmoid);
}
