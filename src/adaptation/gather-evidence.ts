import { AppError, countOf, isNobodys } from '#base';
import type { Watched } from './drift.ts';
import type { SiteCase } from './site-case.ts';
import type { SiteStudy } from './site-studies.ts';

/** How many studies do not count, or count with a doubt, and why. */
export interface EvidenceCounts {
  /** Left out: their numbers are of another package. */
  readonly otherModel: number;
  /** Left out: the verdict is neither hemorrhage nor none. */
  readonly otherVerdict: number;
  /** Watched only. */
  readonly unread: number;
  /** Left out: a verdict, but no result. */
  readonly noResult: number;
  /** Taken for this package's, as nothing says whose number it is. */
  readonly unstatedModel: number;
  /** Called with the result on the screen: such verdicts lean towards it. */
  readonly shown: number;
}

/** A site's studies as they can be used, with what was left out. */
export interface GatheredEvidence {
  readonly cases: readonly SiteCase[];
  readonly watched: Watched;
  readonly reference: Watched | null;
  /** The days on which the first and the last study with a verdict came, "2026-11-27"; null where a study does not say. */
  readonly days: readonly [first: string, last: string] | null;
  readonly counts: EvidenceCounts;
}

/** "hemorrhage" and "none", as the app writes them, and the 1 and 0 of a table of one's own. */
const CALLS: ReadonlyMap<string, boolean> = new Map([
  ['hemorrhage', true],
  ['none', false],
  ['1', true],
  ['0', false],
]);

type Model = { readonly id: string; readonly hash: string };

/** Studies of this package's numbers; those of another say nothing of it. */
function ofModel(all: readonly SiteStudy[], model: Model): readonly SiteStudy[] {
  const own = all.filter(({ modelHash }) => modelHash === '' || modelHash === model.hash);
  if (own.length === 0 && all.length > 0) {
    const text = `Every study's number is of another package than ${model.id} (${model.hash.slice(0, 12)}).`;
    throw new AppError('bad-verdicts', text);
  }
  return own;
}

const hasScore = (study: SiteStudy): study is SiteStudy & { readonly probability: number } =>
  study.probability !== null;

/** In the order in which they came, as far as all say it. One entry a study. */
function watchedOf(given: readonly SiteStudy[]): Watched {
  const byKey = new Map(given.map((study) => [study.key, study]));
  const ordered = [...byKey.values()];
  if (ordered.every(({ receivedAt }) => receivedAt !== '')) {
    ordered.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  }
  return {
    scores: ordered.filter(hasScore).map(({ probability }) => probability),
    brainHu: ordered.flatMap(({ brainHu }) => (brainHu === null ? [] : [brainHu])),
  };
}

function daysOf(studies: readonly SiteStudy[]): GatheredEvidence['days'] {
  const days = studies.map(({ receivedAt }) => receivedAt.slice(0, 10)).sort();
  const [first, last] = [days[0], days.at(-1)];
  const known = days.every((day) => /^\d{4}-\d\d-\d\d$/.test(day));
  return known && first !== undefined && last !== undefined ? [first, last] : null;
}

/**
 * Sorts a site's studies into what can be used. `reference`: studies to hold their distributions against; verdicts are not needed there. Throws
 * AppError 'bad-verdicts' where every number is of another package.
 */
export function gatherEvidence(
  all: readonly SiteStudy[],
  reference: readonly SiteStudy[] | null,
  model: Model,
): GatheredEvidence {
  const own = ofModel(all, model);
  const called = own.filter(({ verdict }) => CALLS.has(verdict));
  const scored = called.filter(hasScore);
  return {
    cases: scored.map(
      ({ key, patient, probability, verdict }): SiteCase => ({
        key,
        patient: isNobodys(patient) ? key : patient,
        probability,
        bleeding: CALLS.get(verdict) === true,
      }),
    ),
    watched: watchedOf(own),
    reference: reference === null ? null : watchedOf(ofModel(reference, model)),
    days: daysOf(scored),
    counts: {
      otherModel: all.length - own.length,
      otherVerdict: own.filter(({ verdict }) => verdict !== '' && !CALLS.has(verdict)).length,
      unread: own.filter(({ verdict }) => verdict === '').length,
      noResult: called.length - scored.length,
      unstatedModel: own.filter(({ modelHash }) => modelHash === '').length,
      shown: called.filter(({ blind }) => blind === false).length,
    },
  };
}

/** The counts in words; of nothing, none. */
export function evidenceNotes(counts: EvidenceCounts): readonly string[] {
  const words: readonly (readonly [number, string])[] = [
    [counts.otherModel, 'left out: their numbers are of another model'],
    [counts.otherVerdict, 'left out: the verdict is neither hemorrhage nor none'],
    [counts.unread, 'without a verdict: watched only'],
    [counts.noResult, 'left out: a verdict, but no result'],
    [counts.unstatedModel, 'do not say which model their numbers are of: taken for this one'],
    [counts.shown, 'were called with the result on the screen: such verdicts lean towards it'],
  ];
  return words.flatMap(([n, what]) =>
    n === 0 ? [] : [`${countOf(n, 'study', 'studies')} ${what}`],
  );
}
