import type { Reason } from '#base';
import { spoken } from './language.ts';
import { unbroken, withMinus } from './text.ts';

/**
 * What the core said, in the language of the screen. Sentences with numbers are made in English where the rule is, for rows, files and
 * the command line alike; a catalog knows them by their pattern. One that it does not know stays as it is: English is not lost.
 */
export const told = (english: string): string => unbroken(spoken()?.told(english) ?? english);

/** The same of a line of numbers for people: with minus signs. Files keep the line as the core made it. */
export const toldNumbers = (english: string): string => withMinus(told(english));

/** Why something is so, in the language of the screen: as it was said, else what its code stands for, with the words as they were. */
export function toldReason({
  code,
  text,
}: Pick<Reason, 'text'> & { readonly code: string }): string {
  const catalog = spoken();
  if (catalog === null) return text;
  const known = catalog.told(text);
  if (known !== null) return known;
  const meaning = catalog.advice[code]?.happened.replace(/\.$/, '');
  return meaning === undefined ? text : `${meaning} (${text})`;
}
