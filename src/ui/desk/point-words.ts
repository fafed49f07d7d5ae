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

/** "94 %"; one more digit where a whole number would say none or all. */
export function percent(part: number): string {
  const whole = Math.round(100 * part);
  const needsDigit = (whole === 0 && part > 0) || (whole === 100 && part < 1);
  return `${needsDigit ? fixed(100 * part, 1) : whole} %`;
}

/** A ratio with two digits that count: "11", "5.4", "0.07"; "not known" where it has no value. */
export function ratioText(ratio: number | null): string {
  if (ratio === null) return t('not known');
  if (ratio === Number.POSITIVE_INFINITY) return t('without limit');
  return ratio >= 10 ? fixed(ratio, 0) : fixed(ratio, ratio < 1 ? 2 : 1);
}
