import { ONE_SCAN_SECONDS } from './scan-times.ts';
import type { SliceHeader } from './slice-header.ts';
import type { Caution, SeriesGeometry } from './study.ts';

/** A repeated slice or two is mended so; more are two scans between each other. */
const MOST_RETURNS = 3;

/** Whether two scans of one series lie between each other, though their Instance Numbers may follow the places. */
export function twoScans(
  slices: readonly Pick<SliceHeader, 'acquiredAt' | 'contentAt' | 'acquisition'>[],
  { orderedByInstanceNumber }: Pick<SeriesGeometry, 'orderedByInstanceNumber'>,
): Caution | null {
  if (orderedByInstanceNumber) return null;
  const returns = Math.max(acquisitionReturns(slices), timeReturns(slices));
  return returns <= MOST_RETURNS
    ? null
    : {
        code: 'scans-mixed',
        short: 'slices of two scans mixed',
        text: 'slices of two acquisitions lie between each other: two times, or two patients, may be mixed',
      };
}

/** How often, upward, an acquisition comes that was there before and left: each slice of a sequence may have its own. */
function acquisitionReturns(slices: readonly Pick<SliceHeader, 'acquisition'>[]): number {
  const names = slices.flatMap(({ acquisition }) => acquisition || []);
  const changes = names.slice(1).filter((name, index) => name !== names[index]).length;
  return changes - Math.max(0, new Set(names).size - 1);
}

/**
 * How often, upward, time goes back by more than a scan takes after it went on by as much, or the other way round: the times of acquisition or, where
 * none is stated, those at which the pixels were made, of which two scans have one run each.
 */
function timeReturns(slices: readonly Pick<SliceHeader, 'acquiredAt' | 'contentAt'>[]): number {
  const acquired = slices.flatMap(({ acquiredAt }) => acquiredAt ?? []);
  const times = acquired.length > 0 ? acquired : slices.flatMap(({ contentAt }) => contentAt ?? []);
  const jumps = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? time))
    .filter((step) => Math.abs(step) > ONE_SCAN_SECONDS);
  return jumps.slice(1).filter((step, index) => step > 0 !== (jumps[index] ?? step) > 0).length;
}
