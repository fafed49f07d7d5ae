import { seededNormal, seededRandom, sigmoid } from '#base';
import type { SiteCase } from './site-case.ts';

/** A site whose studies' logits are normal about -1.5 and 1.5 with deviation sqrt(3): calibrated at a prevalence of one half. */
export interface MadeSite {
  readonly n: number;
  readonly prevalence: number;
  readonly seed: number;
  /** What the site's scanners do to the package's logit. */
  readonly distort?: (logit: number) => number;
}

/** Studies of a made site, in the order of chance. A normal logit of mean m and variance 2m is its own log odds at one half. */
export function madeSite({
  n,
  prevalence,
  seed,
  distort = (z) => z,
}: MadeSite): readonly SiteCase[] {
  const random = seededRandom(seed);
  const normal = seededNormal(random);
  return Array.from({ length: n }, (_, at) => {
    const bleeding = random() < prevalence;
    const z = (bleeding ? 1.5 : -1.5) + Math.sqrt(3) * normal();
    const key = `s${at}`;
    return { key, patient: key, probability: sigmoid(distort(z)), bleeding };
  });
}
