import { labelMap, ms, probability, seededRandom, sliceIndex } from '#base';
import type { StudyFindings, TriageItem } from '#triage';
import { exponential, gamma } from './draw.ts';
import type { QueueSite } from './site.ts';

/** A study that comes to the queue. */
export interface SimulatedStudy extends TriageItem {
  /** Minutes: when it comes, and how long its reading will take. */
  readonly at: number;
  readonly reading: number;
  readonly bleeds: boolean;
  readonly isFlagged: boolean;
}

const MINUTE_MS = 60_000;

/** Findings as far as they put a study in order: of all flagged the same, of all others the same. */
const findingsOf = (any: number, isFlagged: boolean): StudyFindings => {
  const probabilities = labelMap(() => probability(any));
  return {
    probabilities,
    flagged: isFlagged ? ['any'] : [],
    operatingPoint: 'balanced',
    slices: [{ sliceKey: '', index: sliceIndex(0), probabilities }],
    notAnalysed: [],
    suitability: [],
  };
};
const FLAGGED = { kind: 'findings', findings: findingsOf(0.9, true), interim: false } as const;
const OTHERS = { kind: 'findings', findings: findingsOf(0.1, false), interim: false } as const;

/** Of each kind of chance a sequence of its own: a site that differs in one figure alone differs in that alone. */
const streamOf = (seed: number, stream: number): (() => number) =>
  seededRandom(Math.imul(seed ^ Math.imul(stream, 0x9e3779b1), 0x85ebca6b) ^ (seed >>> 13));

/** The studies that come in so many minutes, in order. */
export function simulatedStudies(
  site: QueueSite,
  minutes: number,
  seed: number,
): readonly SimulatedStudy[] {
  const gap = exponential(streamOf(seed, 1));
  const reading = gamma(streamOf(seed, 2), site.readingSpread);
  const chance = streamOf(seed, 3);
  const studies: SimulatedStudy[] = [];
  const meanGap = 60 / site.arrivalsPerHour;
  for (let at = meanGap * gap(); at < minutes; at += meanGap * gap()) {
    const bleeds = chance() < site.prevalence;
    const isFlagged = chance() < (bleeds ? site.sensitivity : 1 - site.specificity);
    studies.push({
      key: String(studies.length).padStart(7, '0'),
      receivedAt: ms(MINUTE_MS * at),
      state: isFlagged ? FLAGGED : OTHERS,
      at,
      reading: site.readingMinutes * reading(),
      bleeds,
      isFlagged,
    });
  }
  return studies;
}
