/** A moment as the table shows it: the day only where it is not the present one. */
export interface ShownTime {
  readonly day: string;
  readonly clock: string;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const isoDay = (at: Date): string =>
  `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;

/** When a study came in, in the time of this computer. */
export function receivedTime(at: number, now: number): ShownTime {
  const date = new Date(at);
  const day = isoDay(date);
  return {
    day: day === isoDay(new Date(now)) ? '' : day,
    clock: `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`,
  };
}

/** When the scan was taken, by DICOM's DA and TM, which know no time zone; null where it doesn't say. */
export function scanTime(date: string, time: string, now: number): ShownTime | null {
  if (date === '') return null;
  const day = date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const clock = /^(\d{2})(\d{2})/.exec(time);
  const shown = clock === null ? '' : `${clock[1]}:${clock[2]}`;
  return { day: day === isoDay(new Date(now)) && shown !== '' ? '' : day, clock: shown };
}

/** "61 y F"; null where neither is stated. */
export function ageAndSex(years: number | null, sex: string): string | null {
  const words = [years === null ? '' : `${Math.floor(years)} y`, sex].filter(Boolean);
  return words.length === 0 ? null : words.join(' ');
}
