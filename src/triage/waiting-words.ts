import { countOf } from '#base';

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
