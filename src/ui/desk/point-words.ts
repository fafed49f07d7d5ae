import type { OperatingPointName } from '#triage';

/** How the operating points are called, and what they trade. */
export const POINT_WORDS: Readonly<
  Record<OperatingPointName, { readonly label: string; readonly hint: string }>
> = {
  highSensitivity: { label: 'High sensitivity', hint: 'misses least, flags most' },
  balanced: { label: 'Balanced', hint: 'the default' },
  highSpecificity: { label: 'High specificity', hint: 'flags least, misses most' },
};

/** "94 %"; one more digit where a whole number would say none or all. */
export function percent(part: number): string {
  const whole = Math.round(100 * part);
  const needsDigit = (whole === 0 && part > 0) || (whole === 100 && part < 1);
  return `${needsDigit ? (100 * part).toFixed(1) : whole} %`;
}

/** A ratio with two digits that count: "11", "5.4", "0.07"; "not known" where it has no value. */
export function ratioText(ratio: number | null): string {
  if (ratio === null) return 'not known';
  if (ratio === Number.POSITIVE_INFINITY) return 'without limit';
  return ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(ratio < 1 ? 2 : 1);
}
