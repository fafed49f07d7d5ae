import type { Advice } from './reasons/advice.ts';
import { ENGINE } from './reasons/engine.ts';
import { FILES } from './reasons/files.ts';
import { IMAGES } from './reasons/images.ts';
import { MODEL } from './reasons/model.ts';
import { SERIES } from './reasons/series.ts';
import { TOOLS } from './reasons/tools.ts';
import { WORK } from './reasons/work.ts';

/** Every code that an error or a reason bears, with what happened and what to do about it. */
export const REASON_CODES = {
  ...FILES,
  ...IMAGES,
  ...SERIES,
  ...MODEL,
  ...ENGINE,
  ...WORK,
  ...TOOLS,
};

/** Stable, kebab-case: tests, filters and counts use it. A new one comes with its advice in `reasons/`. */
export type ReasonCode = keyof typeof REASON_CODES;

/** Whether a string from outside, such as a stored result, is a code that is known today. */
export const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(REASON_CODES, code);

/** What a code means to a person, and what to do; null for one that is not known today. */
export const adviceOf = (code: string): Advice | null =>
  isReasonCode(code) ? REASON_CODES[code] : null;
