import { countOf, type Ms } from '#base';

const HOUR = 60;
const DAY = 24 * HOUR;

/** A duration in milliseconds as every screen and sentence says it: "under 1 min", "12 min", "60 min", "1 h 05 min", "3 days". */
export function waitingWords(duration: number): string {
  const minutes = Math.floor(duration / 60_000);
  if (minutes < 1) return 'under 1 min';
  if (minutes <= HOUR) return `${minutes} min`;
  if (minutes < 2 * DAY) {
    return `${Math.floor(minutes / HOUR)} h ${String(minutes % HOUR).padStart(2, '0')} min`;
  }
  return countOf(Math.floor(minutes / DAY), 'day');
}

/** That a wait is not by the clock alone, which was set back by so much while the study waited. */
export const clockWords = (setBack: Ms): string =>
  `the clock was set back by ${waitingWords(setBack)} meanwhile`;
