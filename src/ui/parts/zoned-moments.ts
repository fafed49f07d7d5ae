import { bareClock, dayAndClock, dayText, twoDigits } from './moments.ts';

/** Day and time with the zone they are of, where that is another one than `now`'s: an hour comes twice when summer time ends. */
export function dayAndClockFrom(now: Date, at: Date): string {
  const zone = zoneText(at);
  return zone === zoneText(now) ? dayAndClock(at) : `${dayText(at)} ${bareClock(at)} (${zone})`;
}

/** "UTC+01:00", how far the time of this computer is ahead of UTC at a moment; "UTC" where it is not. */
export function zoneText(at: Date): string {
  const ahead = -at.getTimezoneOffset();
  if (ahead === 0) return 'UTC';
  const minutes = Math.abs(ahead);
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `UTC${ahead < 0 ? '\u2212' : '+'}${clock}`;
}
