import { applyPlatt, type FlaggedBy, type LabelMap, type PlattScaling, probability } from '#base';
import { atOperatingPoint, decide } from './decide.ts';
import type { OperatingPointName, StudyFindings } from './findings.ts';

/** A site's own scale of the studies' `any`, at one operating point. */
export interface SiteScale {
  /** Names the scale: findings at one of another name are at another scale. */
  readonly name: string;
  /** Of the package's calibrated probability. */
  readonly scaling: PlattScaling;
  /** Of `any`, on the probability after that scaling. */
  readonly threshold: number;
}

/** Findings with the package's own number of `any`, whatever a site made of it. */
export function asPackaged(findings: StudyFindings): StudyFindings {
  const { site, ...rest } = findings;
  if (site === undefined) return findings;
  const probabilities = { ...rest.probabilities, any: probability(site.packageAny) };
  return { ...rest, probabilities };
}

/**
 * The same findings on a site's own scale, or (null) on the package's, at an operating point: from the probabilities that they hold, and back
 * again to the last bit. A study's `any` and its threshold are the site's; types, slices and how many of these reach the threshold stay the
 * package's, for which `thresholds` are.
 */
export function atSite(
  given: StudyFindings,
  scale: SiteScale | null,
  thresholds: LabelMap<number>,
  operatingPoint: OperatingPointName,
  flaggedBy?: FlaggedBy,
): StudyFindings {
  const findings = asPackaged(given);
  const own = atOperatingPoint(findings, thresholds, operatingPoint, flaggedBy);
  if (scale === null) return own;
  const packageAny: number = findings.probabilities.any;
  const probabilities = {
    ...findings.probabilities,
    any: probability(applyPlatt(packageAny, scale.scaling)),
  };
  const here = { ...thresholds, any: scale.threshold };
  const { nearThreshold: _, ...rest } = own;
  return {
    ...rest,
    ...decide({ probabilities, slices: own.slices }, here, operatingPoint, flaggedBy),
    ...(own.flaggedSlices === undefined ? {} : { flaggedSlices: own.flaggedSlices }),
    site: { name: scale.name, packageAny },
  };
}
