import { type Advice, adviceOf } from '#base';
import { spoken } from './language.ts';

/** What a code means and what to do, in the language of the screen; null for a code that there is not. */
export const toldAdvice = (code: string): Advice | null =>
  spoken()?.advice[code] ?? adviceOf(code) ?? null;
