import type { SiteCase, Watched } from '#adaptation';
import { AppError, countOf } from '#base';
import { readSiteStudies, type SiteStudy } from '#datasets';

/** A site's studies as they can be used, with what was left out. */
export interface GatheredEvidence {
  readonly cases: readonly SiteCase[];
  readonly watched: Watched;
  readonly reference: Watched | null;
  /** In words: what does not count and why, and what is to be kept in mind. */
  readonly notes: readonly string[];
}

/** "hemorrhage" and "none", as the app writes them, and the 1 and 0 of a table of one's own. */
const CALLS: ReadonlyMap<string, boolean> = new Map([
  ['hemorrhage', true],
  ['none', false],
  ['1', true],
  ['0', false],
]);

const studies = (n: number) => countOf(n, 'study', 'studies');

/** Studies of this model's numbers; those of another say nothing of it. */
function ofModel(all: readonly SiteStudy[], path: string, model: { id: string; hash: string }) {
  const own = all.filter(({ modelHash }) => modelHash === '' || modelHash === model.hash);
  if (own.length === 0 && all.length > 0) {
    const text = `${path}: every study's number is of another model than ${model.id} (${model.hash.slice(0, 12)}): give the package with --model`;
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

/** Reads a site's verdicts and its reference. Throws AppError as readers do. */
export async function evidenceOfVerdicts(
  path: string,
  referencePath: string | null,
  model: { readonly id: string; readonly hash: string },
): Promise<GatheredEvidence> {
  const all = await readSiteStudies(path);
  const own = ofModel(all, path, model);
  const called = own.filter(({ verdict }) => CALLS.has(verdict));
  const cases = called.filter(hasScore).map(
    ({ key, patient, probability, verdict }): SiteCase => ({
      key,
      patient: patient || key,
      probability,
      bleeding: CALLS.get(verdict) === true,
    }),
  );
  const reference =
    referencePath === null
      ? null
      : watchedOf(ofModel(await readSiteStudies(referencePath), referencePath, model));
  const unstated = own.filter(({ modelHash }) => modelHash === '').length;
  const shown = called.filter(({ blind }) => blind === false).length;
  const counts: readonly (readonly [number, string])[] = [
    [all.length - own.length, 'left out: their numbers are of another model'],
    [
      own.filter(({ verdict }) => verdict !== '' && !CALLS.has(verdict)).length,
      'left out: the verdict is neither hemorrhage nor none',
    ],
    [own.filter(({ verdict }) => verdict === '').length, 'without a verdict: watched only'],
    [called.length - cases.length, 'left out: a verdict, but no result'],
    [unstated, 'do not say which model their numbers are of: taken for this one'],
    [shown, 'were called with the result on the screen: such verdicts lean towards it'],
  ];
  return {
    cases,
    watched: watchedOf(own),
    reference,
    notes: counts.flatMap(([n, words]) => (n === 0 ? [] : [`${studies(n)} ${words}`])),
  };
}
