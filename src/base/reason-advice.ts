import { type ListedCode, listedCode, type ReasonCode } from './reason-codes.ts';
import type { Advice } from './reasons/advice.ts';
import { ENGINE } from './reasons/engine.ts';
import { FILES } from './reasons/files.ts';
import { IMAGES } from './reasons/images.ts';
import { MODEL } from './reasons/model.ts';
import { PACS } from './reasons/pacs.ts';
import { QUEUE } from './reasons/queue.ts';
import { SERIES } from './reasons/series.ts';
import { TOOLS } from './reasons/tools.ts';
import { WORK } from './reasons/work.ts';

/** Every code that an error or a reason bears, with what happened and what to do about it. */
export const REASON_CODES = {
  ...FILES,
  ...PACS,
  ...QUEUE,
  ...IMAGES,
  ...SERIES,
  ...MODEL,
  ...ENGINE,
  ...WORK,
  ...TOOLS,
};

const isListed = (code: string): code is ListedCode => Object.hasOwn(REASON_CODES, code);

/** Whether a string from outside, such as a stored result, is a code that is known today. */
export const isReasonCode = (code: string): code is ReasonCode => isListed(listedCode(code));

/** What a code means to a person, and what to do; null for one that is not known today. */
export function adviceOf(code: string): Advice | null {
  const plain = listedCode(code);
  return isListed(plain) ? REASON_CODES[plain] : null;
}
