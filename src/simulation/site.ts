/** A site whose queue of head CTs is imitated. */
export interface QueueSite {
  /** Studies an hour, around the clock; they come by chance (Poisson). */
  readonly arrivalsPerHour: number;
  /** People who read at the same time; each takes one study and finishes it. */
  readonly readers: number;
  /** Minutes a study takes on average, and their spread: standard deviation by mean. 0 is always the same, 1 exponential. */
  readonly readingMinutes: number;
  readonly readingSpread: number;
  /** The part with hemorrhage, and what the operating point tells of both kinds; each 0..1. */
  readonly prevalence: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** The waiting cap in minutes; infinite: none. */
  readonly capMinutes: number;
}

/** How much is imitated: the same run gives the same figures. */
export interface QueueRun {
  readonly seed: number;
  readonly replications: number;
  /** Days that count in each replication; those before them, in which the queue forms, don't. */
  readonly days: number;
  readonly warmUpDays: number;
}

/** How busy the readers are: work that comes by work that can be done. From 1 on the queue grows without end. */
export const loadOf = ({
  arrivalsPerHour,
  readers,
  readingMinutes,
}: Pick<QueueSite, 'arrivalsPerHour' | 'readers' | 'readingMinutes'>): number =>
  (arrivalsPerHour * readingMinutes) / (60 * readers);
