const DAYS_A_YEAR = 365.25;
/** An age as people say it: of a newborn in days, then weeks, months from three months on, years from two. */
export interface SaidAge {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

const WEEKS_FROM_DAYS = 28;
const MONTHS_FROM_DAYS = 91;
/** A count of months comes back as a little less by the day's length of its year. */
const HAIR = 1e-6;

/** Completed days, weeks, months or years; null of 0, which says no more than under a year ("000Y", or born that day). */
export function saidAge(years: number): SaidAge | null {
  if (years === 0) return null;
  const days = years * DAYS_A_YEAR + HAIR;
  if (days < WEEKS_FROM_DAYS) return { count: Math.floor(days), unit: 'day' };
  if (days < MONTHS_FROM_DAYS) return { count: Math.floor(days / 7), unit: 'week' };
  if (years < 2) return { count: Math.floor(years * 12 + HAIR), unit: 'month' };
  return { count: Math.floor(years), unit: 'year' };
}
