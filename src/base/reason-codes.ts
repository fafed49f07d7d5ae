import type { Advice } from './reasons/advice.ts';
import { ENGINE } from './reasons/engine.ts';
import { FILES } from './reasons/files.ts';
import { IMAGES } from './reasons/images.ts';
import { MODEL } from './reasons/model.ts';
import { PACS } from './reasons/pacs.ts';
import { SERIES } from './reasons/series.ts';
import { TOOLS } from './reasons/tools.ts';
import { WORK } from './reasons/work.ts';

/** Every code that an error or a reason bears, with what happened and what to do about it. */
export const REASON_CODES = {
  ...FILES,
  ...PACS,
  ...IMAGES,
  ...SERIES,
  ...MODEL,
  ...ENGINE,
  ...WORK,
  ...TOOLS,
};

/** A code of the list. */
type ListedCode = keyof typeof REASON_CODES;

/**
 * Stable, kebab-case: tests, filters and counts use it. A new one comes with its advice in `reasons/`. '-in-part' says of some
 * slices of a series what the code says of all.
 */
export type ReasonCode = ListedCode | `${ListedCode}-in-part`;

const IN_PART = '-in-part';

const listed = (code: string): string =>
  code.endsWith(IN_PART) ? code.slice(0, -IN_PART.length) : code;

/** The code for what is so of some slices of a series only. */
export const inPart = (code: ReasonCode): ReasonCode => `${listed(code) as ListedCode}${IN_PART}`;

const isListed = (code: string): code is ListedCode => Object.hasOwn(REASON_CODES, code);

/** Whether a string from outside, such as a stored result, is a code that is known today. */
export const isReasonCode = (code: string): code is ReasonCode => isListed(listed(code));

/** What a code means to a person, and what to do; null for one that is not known today. */
export function adviceOf(code: string): Advice | null {
  const plain = listed(code);
  return isListed(plain) ? REASON_CODES[plain] : null;
}
