/** How well studies with and without hemorrhage are told apart at an operating point; each 0..1. */
export interface Discrimination {
  readonly sensitivity: number;
  readonly specificity: number;
}

/**
 * What an operating point means where a given part of the studies has hemorrhage. A ratio with nothing below its line is null
 * where there is nothing above it either, and infinite else.
 */
export interface AtPrevalence {
  /** Studies of 100, by what they are and what is said of them. The four add up to 100. */
  readonly per100: {
    readonly found: number;
    readonly missed: number;
    readonly falseAlarms: number;
    readonly leftAlone: number;
  };
  /** Flagged studies of 100. */
  readonly alerts: number;
  /** P(hemorrhage | flagged), P(none | not flagged); null where no study is flagged, or all are. */
  readonly ppv: number | null;
  readonly npv: number | null;
  /** Positive and negative likelihood ratio: by what a flag, or none, multiplies the odds of hemorrhage. */
  readonly lrPositive: number | null;
  readonly lrNegative: number | null;
  /** False alarms for each hemorrhage that is flagged. */
  readonly falsePerTrue: number | null;
}

const ratio = (above: number, below: number): number | null =>
  below > 0 ? above / below : above > 0 ? Number.POSITIVE_INFINITY : null;

/** Bayes' rule for an operating point. `prevalence` 0..1. */
export function atPrevalence(
  { sensitivity, specificity }: Discrimination,
  prevalence: number,
): AtPrevalence {
  const ill = 100 * prevalence;
  const found = ill * sensitivity;
  const missed = ill - found;
  const leftAlone = (100 - ill) * specificity;
  const falseAlarms = 100 - ill - leftAlone;
  const part = (one: number, other: number) => (one + other > 0 ? one / (one + other) : null);
  return {
    per100: { found, missed, falseAlarms, leftAlone },
    alerts: found + falseAlarms,
    ppv: part(found, falseAlarms),
    npv: part(leftAlone, missed),
    lrPositive: ratio(sensitivity, 1 - specificity),
    lrNegative: ratio(1 - sensitivity, specificity),
    falsePerTrue: ratio(falseAlarms, found),
  };
}

/** What one of a hundred heads in the picture stands for. */
export type Head = keyof AtPrevalence['per100'];

const HEADS = ['found', 'missed', 'falseAlarms', 'leftAlone'] as const satisfies readonly Head[];

/** A hundred whole studies for a picture: the four parts rounded so that they still add up to 100 (largest remainder). */
export function hundredHeads({ per100 }: Pick<AtPrevalence, 'per100'>): readonly Head[] {
  const whole = new Map(HEADS.map((head) => [head, Math.floor(per100[head] + 1e-9)]));
  let rest = 100 - [...whole.values()].reduce((sum, count) => sum + count, 0);
  const byRemainder = [...HEADS].sort((a, b) => (per100[b] % 1) - (per100[a] % 1));
  for (const head of byRemainder) {
    if (rest <= 0) break;
    whole.set(head, (whole.get(head) ?? 0) + 1);
    rest -= 1;
  }
  return HEADS.flatMap((head) => Array.from({ length: whole.get(head) ?? 0 }, () => head));
}
