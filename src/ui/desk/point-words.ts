import { fixed, t } from '#texts';
import type { OperatingPointName } from '#triage';

/** How the operating points are called, and what they trade. */
export const POINT_WORDS: Readonly<
  Record<OperatingPointName, { readonly label: string; readonly hint: string }>
> = {
  highSensitivity: {
    get label() {
      return t('High sensitivity');
    },
    get hint() {
      return t('misses least, flags most');
    },
  },
  balanced: {
    get label() {
      return t('Balanced');
    },
    get hint() {
      return t('the default');
    },
  },
  highSpecificity: {
    get label() {
      return t('High specificity');
    },
    get hint() {
      return t('flags least, misses most');
    },
  },
};

/** A ratio with two digits that count: "11", "5.4", "0.07"; "not known" where it has no value. */
export function ratioText(ratio: number | null): string {
  if (ratio === null) return t('not known');
  if (ratio === Number.POSITIVE_INFINITY) return t('without limit');
  return ratio >= 10 ? fixed(ratio, 0) : fixed(ratio, ratio < 1 ? 2 : 1);
}
