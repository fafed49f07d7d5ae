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

/** Patient's Sex as it is said; DICOM's O, for other, looks like a zero beside an age. What the file has besides those stays. */
const saidSex = (sex: string, other: string): string => {
  const code = sex.trim().toUpperCase();
  if (code === 'O') return other;
  return code === 'F' ? t('F') : sex;
};

/** Patient's Sex as it is read beside an age. */
export const sexText = (sex: string): string => saidSex(sex, t('other'));

/** "61 y F", in a narrow column; null where neither is stated. */
export function ageAndSex(years: number | null, sex: string): string | null {
  return [ageText(years), saidSex(sex, t('oth.'))].filter(Boolean).join(' ') || null;
}
