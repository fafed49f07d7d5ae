/** "05". */
export const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** "2026-03-14", in the time of this computer. */
export const dayText = (at: Date): string =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;

/** "09:05", in the time of this computer: 24 hours in every browser, as DICOM has them. */
export const clockText = (at: Date): string =>
  `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;

/** "2026-03-14 09:05", in the time of this computer. */
export const dayAndClock = (at: Date): string => `${dayText(at)} ${clockText(at)}`;

/** A moment as one says it on a day ("2026-03-14"): "09:05" of that same day, else with its own: yesterday's 09:05 is not today's. */
export const saidOn = (today: string, at: Date): string =>
  dayText(at) === today ? clockText(at) : dayAndClock(at);

/** "09:05:07", in the time of this computer. */
export const clockWithSeconds = (at: Date): string =>
  `${clockText(at)}:${twoDigits(at.getSeconds())}`;

/** "2026-03-14" of DICOM's DA (PS3.5 6.2), which knows no time zone; as it stands where it is something else. */
export const statedDay = (date: string): string =>
  date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

/** "09:05" of DICOM's TM (PS3.5 6.2), which knows no time zone; '' where it is something else. */
export function statedClock(time: string): string {
  const clock = /^(\d{2})(\d{2})/.exec(time);
  return clock === null ? '' : `${clock[1]}:${clock[2]}`;
}
