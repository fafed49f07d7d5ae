import { logit, type PlattScaling, sigmoid } from '#base';

const STEPS = 100;
/** A model worse than chance would turn the scale round; it is flattened to next to nothing instead. */
const LEAST_SLOPE = 0.05;

/** What is held of a slope before the data speak: a normal distribution. */
export interface SlopePrior {
  readonly mean: number;
  readonly standardDeviation: number;
}

interface Problem {
  readonly x: Float64Array;
  /** Platt's targets: (N+ + 1) / (N+ + 2) and 1 / (N- + 2), so that few cases do not give certainty. */
  readonly target: Float64Array;
  /** Log odds of the targets' base rate: where the offset begins. */
  readonly baseRate: number;
}

interface Derivatives {
  /** Negative log likelihood. */
  readonly loss: number;
  readonly ga: number;
  readonly gb: number;
  readonly haa: number;
  readonly hab: number;
  readonly hbb: number;
}

function derivatives({ x, target }: Problem, { a, b }: PlattScaling): Derivatives {
  let [loss, ga, gb, haa, hab, hbb] = [0, 0, 0, 1e-10, 0, 1e-10];
  x.forEach((value, row) => {
    const z = a * value + b;
    const goal = target[row] ?? 0;
    const p = sigmoid(z);
    const weight = p * (1 - p);
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - goal * z;
    ga += (p - goal) * value;
    gb += p - goal;
    haa += weight * value * value;
    hab += weight * value;
    hbb += weight;
  });
  return { loss, ga, gb, haa, hab, hbb };
}

/** Null without both classes. */
function problemOf(
  probabilities: ArrayLike<number>,
  truth: ArrayLike<boolean | number>,
): Problem | null {
  const positive = Uint8Array.from(truth, (value) => (Number(value) > 0 ? 1 : 0));
  const positives = positive.reduce((sum, value) => sum + value, 0);
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return {
    x: Float64Array.from(probabilities, logit),
    target: Float64Array.from(positive, (value) =>
      value === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
    ),
    baseRate: Math.log((positives + 1) / (negatives + 1)),
  };
}

/** One slope for all problems, an offset for each. */
interface Line {
  readonly a: number;
  readonly offsets: readonly number[];
}

/**
 * Newton with step halving (after Lin, Lin and Weng 2007). The Hessian is an arrow (the offsets meet in the slope alone), so a step
 * costs one division a problem. `slope` 'fixed' keeps a.
 */
function minimize(
  problems: readonly Problem[],
  start: Line,
  slope: SlopePrior | 'free' | 'fixed',
): Line {
  const precision = typeof slope === 'object' ? 1 / slope.standardDeviation ** 2 : 0;
  const mean = typeof slope === 'object' ? slope.mean : 0;
  const at = ({ a, offsets }: Line) => {
    const parts = problems.map((problem, n) => derivatives(problem, { a, b: offsets[n] ?? 0 }));
    const penalty = (precision / 2) * (a - mean) ** 2;
    return { parts, loss: parts.reduce((sum, { loss }) => sum + loss, penalty) };
  };
  let line = start;
  let now = at(line);
  for (let count = 0; count < STEPS; count += 1) {
    const { parts } = now;
    const gradient = parts.reduce((sum, p) => sum + p.ga - (p.hab * p.gb) / p.hbb, 0);
    const curvature = parts.reduce((sum, p) => sum + p.haa - p.hab ** 2 / p.hbb, precision);
    const da = slope === 'fixed' ? 0 : (gradient + precision * (line.a - mean)) / curvature;
    const db = parts.map((p) => (p.gb - p.hab * da) / p.hbb);
    const next = stepFrom(line, da, db, now.loss, at);
    if (next === null) return line;
    [line, now] = [next.line, next.there];
  }
  return line;
}

/** The longest of the halved steps that lowers the loss; null where none does. */
function stepFrom<There extends { readonly loss: number }>(
  line: Line,
  da: number,
  db: readonly number[],
  loss: number,
  at: (line: Line) => There,
): { readonly line: Line; readonly there: There } | null {
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const offsets = line.offsets.map((b, n) => b - scale * (db[n] ?? 0));
    const next = { a: line.a - scale * da, offsets };
    const there = at(next);
    if (there.loss < loss - 1e-12) return { line: next, there };
  }
  return null;
}

/**
 * Fits p' = sigmoid(a * logit(p) + b) by maximum likelihood with Platt's 1999 targets, or, with a prior of the slope, by maximum
 * a posteriori: few positives then leave the slope where the prior has it, and the offset keeps to the base rate. `a` is at
 * least 0.05. Without both classes: {a: 1, b: 0}, which changes nothing.
 */
export function fitPlatt(
  probabilities: ArrayLike<number>,
  truth: ArrayLike<boolean | number>,
  prior: SlopePrior | null = null,
): PlattScaling {
  const problem = problemOf(probabilities, truth);
  if (problem === null) return { a: 1, b: 0 };
  const start = { a: prior?.mean ?? 0, offsets: [problem.baseRate] };
  const free = minimize([problem], start, prior ?? 'free');
  const { a, offsets } =
    free.a >= LEAST_SLOPE ? free : minimize([problem], { ...start, a: LEAST_SLOPE }, 'fixed');
  return { a, b: offsets[0] ?? 0 };
}

/** Scores and truth of one label. */
export interface LabeledScores {
  readonly probabilities: ArrayLike<number>;
  readonly truth: ArrayLike<boolean | number>;
}

/**
 * The one slope that fits several labels best when each may have its own offset: what a label's own slope is taken to be near to
 * before its few positives are looked at. At least 0.05; 1 where no label has both classes.
 */
export function pooledSlope(labels: readonly LabeledScores[]): number {
  const problems = labels.flatMap(({ probabilities, truth }) => {
    const problem = problemOf(probabilities, truth);
    return problem === null ? [] : [problem];
  });
  if (problems.length === 0) return 1;
  const start = { a: 0, offsets: problems.map(({ baseRate }) => baseRate) };
  return Math.max(LEAST_SLOPE, minimize(problems, start, 'free').a);
}
