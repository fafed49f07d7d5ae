import { applyPlatt, logit, sigmoid } from '#base';
import { bootstrapRange } from '#evaluation';
import { dealtFolds } from './deal.ts';
import { fitNear } from './fit-near.ts';
import type { Chance, Range } from './recalibrate.ts';
import type { SiteCase } from './site-case.ts';

/** A study with how its logit moves with the weights of the package's last layer, to first order. */
export interface FeaturedCase extends SiteCase {
  /** The gradient of the study's logit by the weights, through the soft maximum, the mean of slices and the package's scaling. */
  readonly gradient: ArrayLike<number>;
}

/** What a refit of the last layer gains beyond a recalibration, on studies that neither was fitted on. */
export interface Refit {
  /** Offered only where the interval of the gain excludes none. */
  readonly offered: boolean;
  readonly n: number;
  readonly logLoss: {
    readonly package: number;
    readonly recalibrated: number;
    readonly refitted: number;
  };
  /** Log loss of the recalibration less that of the refit, a study; by patients. */
  readonly gain: { readonly value: number; readonly interval: Range | null };
  /** How the weights would move, of all studies. */
  readonly move: Float64Array;
}

const FOLDS = 10;
const EDGE = 1e-4;
const STEPS = 300;
/**
 * How far the refit is taken to move a study's logit before verdicts are looked at, standard deviation: a move of weights along all directions
 * alike that moves studies of the site by so much.
 */
const NEAR_PACKAGE = 0.5;

const lossOf = (z: number, bleeding: boolean): number => {
  const p = Math.min(1 - EDGE, Math.max(EDGE, sigmoid(z)));
  return -Math.log(bleeding ? p : 1 - p);
};

/** What is fitted: a Platt scaling of the package's logit, then a move of the weights beside it. */
interface Fit {
  readonly a: number;
  readonly b: number;
  readonly move: Float64Array;
}

const logitOf = ({ a, b, move }: Fit, { probability, gradient }: FeaturedCase): number => {
  let z = a * logit(probability) + b;
  for (let at = 0; at < move.length; at++) z += (move[at] ?? 0) * (gradient[at] ?? 0);
  return z;
};

/** Maximum a posteriori by gradient descent on a convex loss: the prior pulls every weight to the shipped one. */
function weightsOf(cases: readonly FeaturedCase[]): Fit {
  const { a, b } = fitNear({
    probabilities: cases.map(({ probability }) => probability),
    truth: cases.map(({ bleeding }) => bleeding),
  });
  const length = cases[0]?.gradient.length ?? 0;
  const mean = new Float64Array(length);
  for (const { gradient } of cases) {
    for (let at = 0; at < length; at++)
      mean[at] = (mean[at] ?? 0) + (gradient[at] ?? 0) / cases.length;
  }
  // What all studies have in common is the offset's.
  const centered = cases.map(({ gradient }) => mean.map((m, at) => (gradient[at] ?? 0) - m));
  const energies = centered.map((x) => x.reduce((sum, value) => sum + value * value, 0));
  const energy = energies.reduce((sum, each) => sum + each, 0) / cases.length;
  const move = new Float64Array(length);
  if (!(energy > 0)) return { a, b, move };
  const precision = energy / NEAR_PACKAGE ** 2;
  const rate = 1 / (precision + 0.25 * energies.reduce((sum, each) => sum + each, 0));
  const base = cases.map(({ probability }) => a * logit(probability) + b);
  for (let step = 0; step < STEPS; step++) {
    const slope = move.map((value) => precision * value);
    centered.forEach((x, row) => {
      let z = base[row] ?? 0;
      for (let at = 0; at < length; at++) z += (move[at] ?? 0) * (x[at] ?? 0);
      const off = sigmoid(z) - (cases[row]?.bleeding === true ? 1 : 0);
      for (let at = 0; at < length; at++) slope[at] = (slope[at] ?? 0) + off * (x[at] ?? 0);
    });
    for (let at = 0; at < length; at++) move[at] = (move[at] ?? 0) - rate * (slope[at] ?? 0);
  }
  const common = move.reduce((sum, value, at) => sum + value * (mean[at] ?? 0), 0);
  return { a, b: b - common, move };
}

/**
 * A logistic refit of the last layer, held to the shipped weights by a normal prior, on top of the recalibration, and whether it beats that:
 * each study is judged by fits that did not see its patient (10 folds). To first order in the weights, so for small moves.
 */
export function refitLastLayer(cases: readonly FeaturedCase[], chance: Chance): Refit {
  const folds = dealtFolds(cases, FOLDS, chance.seed);
  const fits = Array.from({ length: FOLDS }, (_, fold) =>
    weightsOf(cases.filter((__, row) => folds[row] !== fold)),
  );
  const losses = cases.map((one, row) => {
    const { a, b } = fitNear({
      probabilities: cases.flatMap(({ probability }, at) =>
        folds[at] === folds[row] ? [] : [probability],
      ),
      truth: cases.flatMap(({ bleeding }, at) => (folds[at] === folds[row] ? [] : [bleeding])),
    });
    const own = fits[folds[row] ?? 0];
    return {
      package: lossOf(logit(one.probability), one.bleeding),
      recalibrated: lossOf(logit(applyPlatt(one.probability, { a, b })), one.bleeding),
      refitted: own === undefined ? Number.NaN : lossOf(logitOf(own, one), one.bleeding),
    };
  });
  const mean = (of: keyof (typeof losses)[number]) =>
    losses.reduce((sum, loss) => sum + loss[of], 0) / losses.length;
  const gainOf = (weights: ArrayLike<number>) => {
    let [sum, total] = [0, 0];
    losses.forEach((loss, row) => {
      sum += (weights[row] ?? 0) * (loss.recalibrated - loss.refitted);
      total += weights[row] ?? 0;
    });
    return sum / total;
  };
  const interval = bootstrapRange(
    cases.map(({ patient }) => patient),
    gainOf,
    chance,
  );
  return {
    offered: interval !== null && interval[0] > 0,
    n: cases.length,
    logLoss: {
      package: mean('package'),
      recalibrated: mean('recalibrated'),
      refitted: mean('refitted'),
    },
    gain: { value: gainOf(cases.map(() => 1)), interval },
    move: weightsOf(cases).move,
  };
}
