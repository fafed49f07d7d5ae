import { trueDayOf } from './calendar-day.ts';
import type { Study } from './study.ts';

/** When another study was made, seen from one: by what both state of it, never by when they came in. */
export type ScanOrder =
  /** `days` between the calendar days; minutes where that is the same day and both state a time. */
  | { readonly kind: 'before' | 'after'; readonly days: number; readonly minutes: number | null }
  /** The same day, and no time that tells them apart. */
  | { readonly kind: 'same-day' }
  /** One of them states no date, or none that is one. */
  | { readonly kind: 'unknown' };

/** Minutes of the day of DICOM's TM; null where it is none. */
function minuteOf(time: string): number | null {
  const parts = /^([01]\d|2[0-3]):?([0-5]\d)/.exec(time.trim());
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
}

/** Seconds of the day of DICOM's TM, to the second; null where it is none. */
export function secondOf(time: string): number | null {
  const minute = minuteOf(time);
  const seconds = /^\d\d:?\d\d:?([0-5]\d|60)/.exec(time.trim());
  return minute === null ? null : minute * 60 + Number(seconds?.[1] ?? 0);
}

type Stated = Pick<Study, 'studyDate' | 'studyTime'>;

/** Whether `other` was made before or after `one`, and how long. */
export function scanOrder(other: Stated, one: Stated): ScanOrder {
  const [otherDay, day] = [trueDayOf(other.studyDate), trueDayOf(one.studyDate)];
  if (otherDay === null || day === null) return { kind: 'unknown' };
  if (otherDay !== day) {
    const kind = otherDay < day ? 'before' : 'after';
    return { kind, days: Math.abs(day - otherDay), minutes: null };
  }
  const [otherMinute, minute] = [minuteOf(other.studyTime), minuteOf(one.studyTime)];
  if (otherMinute === null || minute === null || otherMinute === minute) {
    return { kind: 'same-day' };
  }
  const kind = otherMinute < minute ? 'before' : 'after';
  return { kind, days: 0, minutes: Math.abs(minute - otherMinute) };
}
