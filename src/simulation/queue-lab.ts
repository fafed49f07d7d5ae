import { quantile } from '#base';
import { type Estimate, estimateOf } from './estimate.ts';
import { byPriority, type Discipline, firstCome, type ServedStudy, serve } from './serve.ts';
import { simulatedStudies } from './simulated-study.ts';
import { loadOf, type QueueRun, type QueueSite } from './site.ts';

/** Whose waiting is told: studies with hemorrhage, those of them without a flag, and all without hemorrhage. */
export const WAIT_GROUPS = ['bleeds', 'missed', 'rest'] as const;
export type WaitGroup = (typeof WAIT_GROUPS)[number];

/** The orders that are compared. */
export const DISCIPLINES = ['firstCome', 'ours'] as const;
export type DisciplineName = (typeof DISCIPLINES)[number];

/** Minutes from coming to the beginning of the reading; each null where too few studies came. */
export interface WaitFigures {
  readonly mean: Estimate | null;
  readonly median: Estimate | null;
  readonly p95: Estimate | null;
  /** The longest wait of a replication, on average over them. */
  readonly worst: Estimate | null;
  /** Studies of all replications. */
  readonly n: number;
}

/** What a lab found. */
export interface QueueLabResult {
  readonly load: number;
  readonly waits: Readonly<Record<DisciplineName, Readonly<Record<WaitGroup, WaitFigures>>>>;
}

const DAY = 24 * 60;
const STATISTICS = ['mean', 'median', 'p95', 'worst'] as const;
type Statistic = (typeof STATISTICS)[number];

const isOf: Readonly<Record<WaitGroup, (served: ServedStudy) => boolean>> = {
  bleeds: ({ study }) => study.bleeds,
  missed: ({ study }) => study.bleeds && !study.isFlagged,
  rest: ({ study }) => !study.bleeds,
};

/**
 * Imitates a site's queue, both orders with the very same studies; gives the part that is done (0..1) after each replication, and the figures
 * at the end. A site with a load of 1 or more has no figures: its waits grow for as long as one looks.
 */
export function* queueLab(
  site: QueueSite,
  run: QueueRun,
): Generator<number, QueueLabResult | null> {
  if (loadOf(site) >= 1) return null;
  const disciplines: Readonly<Record<DisciplineName, Discipline>> = {
    firstCome,
    ours: byPriority(site.capMinutes),
  };
  const collected = new Map<string, number[]>();
  const counts = new Map<string, number>();
  const warmUp = run.warmUpDays * DAY;
  for (let replication = 0; replication < run.replications; replication += 1) {
    const seed = Math.imul(run.seed, 0x01000193) + replication;
    const studies = simulatedStudies(site, warmUp + run.days * DAY, seed);
    for (const name of DISCIPLINES) {
      const served = serve(studies, site.readers, disciplines[name]).filter(
        ({ study }) => study.at >= warmUp,
      );
      for (const group of WAIT_GROUPS) {
        const waits = served
          .filter(isOf[group])
          .map(({ study, startedAt }) => startedAt - study.at);
        const place = `${name} ${group}`;
        counts.set(place, (counts.get(place) ?? 0) + waits.length);
        if (waits.length > 0) collect(collected, place, statisticsOf(waits));
      }
    }
    yield (replication + 1) / run.replications;
  }
  const figures = (name: DisciplineName, group: WaitGroup): WaitFigures => {
    const place = `${name} ${group}`;
    const of = (statistic: Statistic) => estimateOf(collected.get(`${place} ${statistic}`) ?? []);
    return {
      mean: of('mean'),
      median: of('median'),
      p95: of('p95'),
      worst: of('worst'),
      n: counts.get(place) ?? 0,
    };
  };
  const waitsOf = (name: DisciplineName) => ({
    bleeds: figures(name, 'bleeds'),
    missed: figures(name, 'missed'),
    rest: figures(name, 'rest'),
  });
  return {
    load: loadOf(site),
    waits: { firstCome: waitsOf('firstCome'), ours: waitsOf('ours') },
  };
}

function statisticsOf(waits: readonly number[]): Readonly<Record<Statistic, number>> {
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    mean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    worst: sorted.at(-1) ?? 0,
  };
}

function collect(
  all: Map<string, number[]>,
  place: string,
  statistics: Readonly<Record<Statistic, number>>,
): void {
  for (const name of STATISTICS) {
    const key = `${place} ${name}`;
    const values = all.get(key);
    if (values === undefined) all.set(key, [statistics[name]]);
    else values.push(statistics[name]);
  }
}
