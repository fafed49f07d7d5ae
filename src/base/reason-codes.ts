import type { REASON_CODES } from './reason-advice.ts';

/** A code of the list. */
export type ListedCode = keyof typeof REASON_CODES;

/**
 * Stable, kebab-case: tests, filters and counts use it. A new one comes with its advice in `reasons/`. '-in-part' says of some
 * slices of a series what the code says of all.
 */
export type ReasonCode = ListedCode | `${ListedCode}-in-part`;

const IN_PART = '-in-part';

/** The code of the list that a code stands for: itself, without '-in-part'. */
export const listedCode = (code: string): string =>
  code.endsWith(IN_PART) ? code.slice(0, -IN_PART.length) : code;

/** The code for what is so of some slices of a series only. */
export const inPart = (code: ReasonCode): ReasonCode =>
  `${listedCode(code) as ListedCode}${IN_PART}`;
