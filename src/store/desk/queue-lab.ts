import type { QueueLabResult, QueueRun, QueueSite } from '#simulation';
import { createQueueLab, type QueueLab } from '#workers';
import type { LabSite } from './lab-site.ts';

/** Reading times spread as those of radiologists do, not as much as exponential ones. */
const READING_SPREAD = 0.6;

/** How much is imitated: some seconds of work. The seed is fixed: the same site gives the same figures. */
export const LAB_RUN: QueueRun = { seed: 1, replications: 24, days: 10, warmUpDays: 1 };

let lab: QueueLab | null = null;

/** Imitates the queue of a site at an operating point, off the main thread; `prevalence` 0..1. Null of a site that can't keep up. */
export function imitateQueue(
  { capMinutes, ...site }: LabSite,
  at: Pick<QueueSite, 'prevalence' | 'sensitivity' | 'specificity'>,
  how: { readonly signal: AbortSignal; readonly onPart: (part: number) => void },
): Promise<QueueLabResult | null> {
  lab ??= createQueueLab();
  const cap = capMinutes ?? Number.POSITIVE_INFINITY;
  const whole = { ...site, ...at, readingSpread: READING_SPREAD, capMinutes: cap };
  return lab.simulate(whole, LAB_RUN, how);
}
