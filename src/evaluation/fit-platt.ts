import { logit, type PlattScaling, sigmoid } from '#base';

const STEPS = 100;
/** A model worse than chance would turn the scale round; it is flattened to next to nothing instead. */
const LEAST_SLOPE = 0.05;

interface Problem {
  readonly x: Float64Array;
  /** Platt's targets: (N+ + 1) / (N+ + 2) and 1 / (N- + 2), so that few cases do not give certainty. */
  readonly target: Float64Array;
}

function loss({ x, target }: Problem, { a, b }: PlattScaling): number {
  return x.reduce((sum, value, row) => {
    const z = a * value + b;
    const softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    return sum + softplus - (target[row] ?? 0) * z;
  }, 0);
}

/** One Newton step, halved until the loss falls; null where it cannot. `slope` false keeps a. */
function step(problem: Problem, at: PlattScaling, slope: boolean): PlattScaling | null {
  let [ga, gb, haa, hab, hbb] = [0, 0, 1e-10, 0, 1e-10];
  problem.x.forEach((x, row) => {
    const p = sigmoid(at.a * x + at.b);
    const residual = p - (problem.target[row] ?? 0);
    const weight = p * (1 - p);
    ga += residual * x;
    gb += residual;
    haa += weight * x * x;
    hab += weight * x;
    hbb += weight;
  });
  const determinant = haa * hbb - hab * hab;
  const da = slope ? (hbb * ga - hab * gb) / determinant : 0;
  const db = slope ? (haa * gb - hab * ga) / determinant : gb / hbb;
  const now = loss(problem, at);
  for (let scale = 1; scale > 1e-6; scale /= 2) {
    const next = { a: at.a - scale * da, b: at.b - scale * db };
    if (loss(problem, next) < now - 1e-12) return next;
  }
  return null;
}

function minimize(problem: Problem, start: PlattScaling, slope: boolean): PlattScaling {
  let at = start;
  for (let count = 0; count < STEPS; count++) {
    const next = step(problem, at, slope);
    if (next === null) return at;
    at = next;
  }
  return at;
}

/**
 * Fits p' = sigmoid(a * logit(p) + b) by maximum likelihood with Platt's 1999 targets (Newton with step halving, after
 * Lin, Lin and Weng 2007). `a` is at least 0.05. Without both classes: {a: 1, b: 0}, which changes nothing.
 */
export function fitPlatt(
  probabilities: ArrayLike<number>,
  truth: ArrayLike<boolean | number>,
): PlattScaling {
  const positive = Uint8Array.from(truth, (value) => (Number(value) > 0 ? 1 : 0));
  const positives = positive.reduce((sum, value) => sum + value, 0);
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return { a: 1, b: 0 };
  const problem = {
    x: Float64Array.from(probabilities, logit),
    target: Float64Array.from(positive, (value) =>
      value === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2),
    ),
  };
  const start = { a: 0, b: Math.log((positives + 1) / (negatives + 1)) };
  const free = minimize(problem, start, true);
  return free.a >= LEAST_SLOPE ? free : minimize(problem, { ...start, a: LEAST_SLOPE }, false);
}
