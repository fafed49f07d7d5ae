import type { QueueSite } from './site.ts';

/** A site with one reader who is busy four fifths of the time. */
export const SITE: QueueSite = {
  arrivalsPerHour: 8,
  readers: 1,
  readingMinutes: 6,
  readingSpread: 1,
  prevalence: 0.1,
  sensitivity: 0.9,
  specificity: 0.9,
  capMinutes: 60,
};
