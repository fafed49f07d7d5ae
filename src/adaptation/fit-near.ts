import { logit, type PlattScaling, sigmoid } from '#base';

const STEPS = 50;
/** A site whose verdicts turn the scale round has another problem than calibration. */
const LEAST_SLOPE = 0.05;

/**
 * How far a site's own calibration is taken to be from the package's before its verdicts are looked at: standard deviations of the slope
 * about 1 and of the offset (log odds) about 0. A slope within a quarter is what the package's own labels show among themselves; an
 * offset of 1 is what a prevalence of 40 instead of 20 % makes.
 */
const NEAR_PACKAGE = { slope: 0.25, offset: 1 } as const;

/** Cases as arrays; `weights` counts a case several times or not at all. */
export interface Observed {
  readonly probabilities: ArrayLike<number>;
  readonly truth: ArrayLike<boolean>;
  readonly weights?: ArrayLike<number>;
}

/**
 * Platt scaling on the logit of what the package says, by maximum a posteriori: p' = sigmoid(a * logit(p) + b) with normal priors of
 * {@link NEAR_PACKAGE}. Without cases it is {a: 1, b: 0}, which changes nothing; each case moves it a little from there. Newton's
 * method with step halving on a convex loss.
 */
export function fitNear({ probabilities, truth, weights }: Observed): PlattScaling {
  const x = Float64Array.from(probabilities, logit);
  const [pa, pb] = [1 / NEAR_PACKAGE.slope ** 2, 1 / NEAR_PACKAGE.offset ** 2];
  const at = (a: number, b: number) => {
    let loss = (pa * (a - 1) ** 2 + pb * b ** 2) / 2;
    let [ga, gb, haa, hab, hbb] = [pa * (a - 1), pb * b, pa, 0, pb];
    for (let row = 0; row < x.length; row++) {
      const value = x[row] ?? 0;
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      const z = a * value + b;
      const p = sigmoid(z);
      const goal = truth[row] === true ? 1 : 0;
      const bend = weight * p * (1 - p);
      loss += weight * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - goal * z);
      ga += weight * (p - goal) * value;
      gb += weight * (p - goal);
      haa += bend * value * value;
      hab += bend * value;
      hbb += bend;
    }
    return { a, b, loss, ga, gb, haa, hab, hbb };
  };
  let now = at(1, 0);
  for (let step = 0; step < STEPS; step++) {
    const { ga, gb, haa, hab, hbb } = now;
    const determinant = haa * hbb - hab * hab;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    let next = at(now.a - da, now.b - db);
    for (let scale = 0.5; next.loss > now.loss && scale > 1e-6; scale /= 2) {
      next = at(now.a - scale * da, now.b - scale * db);
    }
    if (!(next.loss < now.loss - 1e-12)) break;
    now = next;
  }
  return { a: Math.max(LEAST_SLOPE, now.a), b: now.b };
}
