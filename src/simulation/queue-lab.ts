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
  const samples = everyOrder(() => everyGroup((): Sample[] => []));
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
        if (waits.length > 0) samples[name][group].push(sampleOf(waits));
      }
    }
    yield (replication + 1) / run.replications;
  }
  return {
    load: loadOf(site),
    waits: everyOrder((name) => everyGroup((group) => figuresOf(samples[name][group]))),
  };
}

const everyOrder = <Value>(make: (name: DisciplineName) => Value) => ({
  firstCome: make('firstCome'),
  ours: make('ours'),
});

const everyGroup = <Value>(make: (group: WaitGroup) => Value) => ({
  bleeds: make('bleeds'),
  missed: make('missed'),
  rest: make('rest'),
});

/** Waits of a group in one replication, in minutes; there is at least one. */
interface Sample {
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
  readonly n: number;
}

function sampleOf(waits: readonly number[]): Sample {
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    mean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    median: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    worst: sorted.at(-1) ?? 0,
    n: waits.length,
  };
}

const figuresOf = (samples: readonly Sample[]): WaitFigures => ({
  mean: estimateOf(samples.map(({ mean }) => mean)),
  median: estimateOf(samples.map(({ median }) => median)),
  p95: estimateOf(samples.map(({ p95 }) => p95)),
  worst: estimateOf(samples.map(({ worst }) => worst)),
  n: samples.reduce((sum, { n }) => sum + n, 0),
});
