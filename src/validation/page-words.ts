import { t } from '#texts';

/** What studies are told apart by, in the language of the screen. */
export const dimensionNames = () => ({
  scanner: t('Scanner'),
  thickness: t('Slice thickness'),
  kernel: t('Kernel'),
  age: t('Age'),
});

/** The operating points. */
export const pointNames = () => ({
  highSensitivity: t('high sensitivity'),
  balanced: t('balanced'),
  highSpecificity: t('high specificity'),
});

/** A band of numbers, or that nothing is stated; what a header says stays as it is. */
export function groupWords(group: string): string {
  const known = bandWords();
  return Object.hasOwn(known, group) ? (known[group] ?? group) : group;
}

const bandWords = (): Readonly<Record<string, string>> => ({
  'not stated': t('not stated'),
  'under 1.5 mm': t('under 1.5 mm'),
  '1.5 to 3 mm': t('1.5 to 3 mm'),
  '3 to 6 mm': t('3 to 6 mm'),
  '6 mm and more': t('6 mm and more'),
  'under 18': t('under 18'),
  '18 to 39': t('18 to 39'),
  '40 to 64': t('40 to 64'),
  '65 to 79': t('65 to 79'),
  '80 and older': t('80 and older'),
});
