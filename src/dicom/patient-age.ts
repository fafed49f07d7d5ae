import { trueDayOf } from './calendar-day.ts';

const DAYS_A_YEAR = 365.25;
const A_YEAR = { D: DAYS_A_YEAR, W: DAYS_A_YEAR / 7, M: 12, Y: 1 } as const;
/** Nobody is older. */
const OLDEST = 130;

/**
 * Years of age at the study: by Patient's Age (AS), else by birth and study date. Null where neither tells. "000Y" is what programs write that know
 * no age, and newborns, too: the dates decide, where they are there.
 */
export function patientAge(stated: string, birthDate: string, studyDate: string): number | null {
  const age = /^(\d{1,3})([DWMY])$/.exec(stated);
  const unit = age?.[2] as keyof typeof A_YEAR | undefined;
  const years = unit === undefined ? null : Number(age?.[1]) / A_YEAR[unit];
  return years === null || years === 0 ? (yearsBetween(birthDate, studyDate) ?? years) : years;
}

function yearsBetween(birthDate: string, studyDate: string): number | null {
  const [born, day] = [trueDayOf(birthDate), trueDayOf(studyDate)];
  if (born === null || day === null) return null;
  const years = (day - born) / DAYS_A_YEAR;
  return years < 0 || years > OLDEST ? null : years;
}
