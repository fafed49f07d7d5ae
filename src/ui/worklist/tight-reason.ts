import { LABEL_ABBREVIATIONS, LABELS } from '#base';
import { told } from '#texts';

const TYPES = LABELS.filter((label) => label !== 'any');

/** "Probable subdural 0.86 ...", of which the state and the chips beside it say the first words. */
const PROBABLE_TYPE = new RegExp(`^Probable (${TYPES.join('|')}) `);

/** "No flag at the balanced operating point (any 0.05, flags from 0.30)": the state says that there is none. */
const NO_FLAG = /^No flag at the \S+ operating point \(/;

/**
 * Why a study stands where it stands, in the language of the screen, for a row with room for some twenty letters: what its state and its
 * chips say is left out, types go by their abbreviations. `brief`: as `priorityReason` says it.
 */
export function tightReason(brief: string): string {
  const words = told(brief);
  if (NO_FLAG.test(brief)) return words.replace(/^[^(]*\((?:[^);]*; )?([^)]*)\)/, '$1');
  const rest = PROBABLE_TYPE.test(brief) ? words.slice(words.indexOf(' ') + 1) : words;
  return TYPES.reduce((text, type) => text.replaceAll(told(type), LABEL_ABBREVIATIONS[type]), rest);
}
