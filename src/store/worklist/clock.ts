import { ms } from '#base';
import { careState } from './care.ts';
import { parseShift, type Shift } from './shift.ts';
import type { WorklistStore } from './state.ts';
import type { StudyEntry } from './study-entry.ts';

/** Less than this is how clocks are kept right, and shows nowhere: times are said in minutes. */
const LEAST_MS = 60_000;

/**
 * The studies by the clock as it is now, which may have been set back since it was last looked at (`seenAt`): an unread study goes on waiting from
 * what it had waited, and one that would have come in later than now has come in now at the latest, so that none waits for ever at nothing. By how
 * much its arrival was moved stays with it. The same map where nothing is to be moved.
 */
export function byClock(
  entries: ReadonlyMap<string, StudyEntry>,
  seenAt: number,
  now: number,
): ReadonlyMap<string, StudyEntry> {
  const back = seenAt - now;
  const moved: [string, StudyEntry][] = [];
  for (const [key, entry] of entries) {
    const { receivedAt, care, setBack = 0 } = entry;
    const isLater = receivedAt - now > LEAST_MS;
    if (careState(care) !== 'unread' || !(back > LEAST_MS || isLater)) continue;
    const at = Math.min(receivedAt - Math.max(0, back), now);
    const by = ms(setBack + receivedAt - at);
    moved.push([key, { ...entry, receivedAt: ms(Math.max(0, at)), setBack: by }]);
  }
  return moved.length === 0 ? entries : new Map([...entries, ...moved]);
}

/** The same of the list as it is. */
export const followClock = (worklist: WorklistStore, seenAt: number, now: number): void =>
  worklist.setState(({ entries }) => ({ entries: byClock(entries, seenAt, now) }));

/** This tab's shift, or the one that was kept where another tab of it was awake since. No number is given again. */
export function laterShift(kept: unknown, own: Shift): Shift {
  const other = parseShift(kept);
  if (other === null || other.seenAt <= own.seenAt) return own;
  return { ...other, lastNumber: Math.max(other.lastNumber, own.lastNumber) };
}
