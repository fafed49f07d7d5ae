import { saidAge } from '#base';
import { t } from '#texts';

/** "61 y", "10 mo", "6 wk", "12 d"; '' where it is not stated. */
export function ageText(years: number | null): string {
  if (years === null) return '';
  const age = saidAge(years);
  if (age === null) return t('< 1 y');
  switch (age.unit) {
    case 'day':
      return t('{days} d', { days: age.count });
    case 'week':
      return t('{weeks} wk', { weeks: age.count });
    case 'month':
      return t('{months} mo', { months: age.count });
    default:
      return t('{years} y', { years: age.count });
  }
}

const isOther = (sex: string): boolean => sex.trim().toUpperCase() === 'O';

/** Patient's Sex as it is read beside an age: DICOM's O, for other, looks like a zero there. */
export const sexText = (sex: string): string => (isOther(sex) ? t('other') : sex);

/** "61 y F", in a narrow column; null where neither is stated. */
export function ageAndSex(years: number | null, sex: string): string | null {
  return [ageText(years), isOther(sex) ? t('oth.') : sex].filter(Boolean).join(' ') || null;
}
