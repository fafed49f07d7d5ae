/** "05". */
export const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** "2026-03-14", in the time of this computer. */
export const dayText = (at: Date): string =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;

/** "09:05", whichever of two. */
export const bareClock = (at: Date): string =>
  `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;

/** So far around a change of the clock its other side is looked for. */
const ACROSS_MS = 3 * 60 * 60_000;

/** " +02" or " +01", how far the clock is ahead of UTC, of a moment that the clock shows twice as summer time ends; '' of every other. */
function whichOfTwo(at: Date): string {
  const shown = (date: Date): string => dayText(date) + bareClock(date);
  const isTwice = [-ACROSS_MS, ACROSS_MS].some((across) => {
    const change = new Date(at.getTime() + across).getTimezoneOffset() - at.getTimezoneOffset();
    return change !== 0 && shown(new Date(at.getTime() + change * 60_000)) === shown(at);
  });
  // "... 02:30:00 GMT+0200 (...)", as ECMAScript has it.
  return isTwice
    ? at
        .toString()
        .replace(/.*GMT(.\d\d)(\d\d).*/, ' $1:$2')
        .replace(':00', '')
        .replace('-', '\u2212')
    : '';
}

/**
 * "09:05", in the time of this computer: 24 hours in every browser, as DICOM has them. In the hour that comes twice as summer time ends it says
 * which: "02:30 +02" is before "02:30 +01".
 */
export const clockText = (at: Date): string => `${bareClock(at)}${whichOfTwo(at)}`;

/** "2026-03-14 09:05", in the time of this computer. */
export const dayAndClock = (at: Date): string => `${dayText(at)} ${clockText(at)}`;

/** A moment as one says it on a day ("2026-03-14"): "09:05" of that same day, else with its own: yesterday's 09:05 is not today's. */
export const saidOn = (today: string, at: Date): string =>
  dayText(at) === today ? clockText(at) : dayAndClock(at);

/** "09:05:07", in the time of this computer, as {@link clockText}. */
export const clockWithSeconds = (at: Date): string =>
  `${bareClock(at)}:${twoDigits(at.getSeconds())}${whichOfTwo(at)}`;

/** "2026-03-14" of DICOM's DA (PS3.5 6.2), which knows no time zone; as it stands where it is something else. */
export const statedDay = (date: string): string =>
  date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

/** "09:05" of DICOM's TM (PS3.5 6.2), which knows no time zone; '' where it is something else. */
export function statedClock(time: string): string {
  const clock = /^(\d{2})(\d{2})/.exec(time);
  return clock === null ? '' : `${clock[1]}:${clock[2]}`;
}
