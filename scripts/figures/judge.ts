/** A number as it was measured, not rounded, or why there is none. */
export type Measured = number | { readonly why: string };

/** What became of a published figure. */
export interface Judgment {
  readonly verdict: 'same' | 'differs' | 'absent';
  /** What was measured, with as many digits as the page has; empty where nothing was. */
  readonly measured: string;
  /** By what it differs, or why it was not measured; empty where all is the same. */
  readonly why: string;
}

/** A number of a text, with how many digits it has after its point. */
export interface Published {
  readonly value: number;
  readonly digits: number;
}

/** A sign counts before a number that stands by itself: in .836-.896 it is a dash. Commas between thousands belong to the number. */
const NUMBER = /(?<![\d.,])(?:(?<=^|[\s(;])-)?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d+|(?<=\d))/g;

/** The numbers of a text, in their order. */
export function numbersOf(text: string): readonly Published[] {
  return [...text.matchAll(NUMBER)].map(([found]) => ({
    value: Number(found.replaceAll(',', '')),
    digits: /\.(\d+)$/.exec(found)?.[1]?.length ?? 0,
  }));
}

const shown = (value: number, digits: number): string =>
  value.toFixed(digits).replace(/^(-?)0\./, '$1.');

/** A little more than half of the last digit: a figure that lies between two may be rounded either way. */
const HALF = 0.5 + 1e-6;

/**
 * Holds the numbers of a published text to what was measured, number by number. Same: equal within the rounding of the page, or within the
 * part `slack` of itself for what can't be the same twice (ratios of times). Where they are not as many, it differs.
 */
export function judge(text: string, measured: readonly Measured[], slack = 0): Judgment {
  const published = numbersOf(text);
  if (published.length !== measured.length) {
    return {
      verdict: 'differs',
      measured: measured.map((one) => (typeof one === 'number' ? shown(one, 3) : '-')).join(', '),
      why: `the page has ${published.length} numbers here, ${measured.length} are measured`,
    };
  }
  const differences: string[] = [];
  const missing = new Set<string>();
  const texts = published.map(({ value, digits }, at) => {
    const now = measured[at] ?? { why: 'not measured' };
    if (typeof now !== 'number' || Number.isNaN(now)) {
      missing.add(typeof now === 'number' ? 'it does not exist' : now.why);
      return '-';
    }
    const room = Math.max(HALF * 10 ** -digits, slack * Math.abs(value));
    if (Math.abs(now - value) > room) {
      const by = now - value;
      differences.push(`${by > 0 ? '+' : ''}${shown(by, digits + 1)}`);
    }
    return shown(now, digits);
  });
  const none = texts.every((one) => one === '-');
  const verdict = differences.length > 0 ? 'differs' : none ? 'absent' : 'same';
  return {
    verdict,
    measured: none ? '' : texts.join(', '),
    why: [differences.length > 0 ? `by ${differences.join(', ')}` : '', ...missing]
      .filter((part) => part !== '')
      .join('; '),
  };
}
