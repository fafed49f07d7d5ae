import { clockText, dayText, statedClock, statedDay } from '../parts/moments.ts';

/** A moment as the table shows it: the day only where it is not the present one. */
export interface ShownTime {
  readonly day: string;
  readonly clock: string;
}

/** When a study came in, in the time of this computer. */
export function receivedTime(at: number, now: number): ShownTime {
  const date = new Date(at);
  const day = dayText(date);
  return { day: day === dayText(new Date(now)) ? '' : day, clock: clockText(date) };
}

/** When the scan was taken, by DICOM's DA and TM, which know no time zone; null where it doesn't say. */
export function scanTime(date: string, time: string, now: number): ShownTime | null {
  if (date === '') return null;
  const day = statedDay(date);
  const clock = statedClock(time);
  return { day: day === dayText(new Date(now)) && clock !== '' ? '' : day, clock };
}
