import type { ShiftCare, ShiftResult, ShiftStudy } from '#store';
import { waitingWords } from '#triage';

/** Results in words, the most urgent first. */
export const RESULT_WORDS: Readonly<Record<ShiftResult, string>> = {
  flagged: 'Flagged',
  'not analyzed': 'Not analyzed',
  'no flag, incomplete': 'No flag, incomplete',
  'no flag': 'No flag',
  'under way': 'Under way',
};

/** What people did, in words. */
export const CARE_WORDS: Readonly<Record<ShiftCare, string>> = {
  unread: 'Unread',
  open: 'Opened',
  acknowledged: 'Acknowledged',
  done: 'Done',
};

/** The keys of a table of words, in its order. */
export const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>): readonly Key[] =>
  Object.keys(words) as Key[];

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** A moment in the time of this computer: the clock alone on the day of `like`, else with its day. '' where there is none. */
export function momentText(moment: string | null, like: string): string {
  if (moment === null) return '';
  const at = new Date(moment);
  const clock = `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
  if (at.toDateString() === new Date(like).toDateString()) return clock;
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())} ${clock}`;
}

/** A duration; "–" where there is none. */
export const durationText = (duration: number | null): string =>
  duration === null ? '–' : waitingWords(duration);

/** "Flagged: subdural, epidural (any 0.91)". */
export function resultText({ result, types, any }: ShiftStudy): string {
  const named = types.length === 0 ? '' : `: ${types.join(', ')}`;
  return `${RESULT_WORDS[result]}${named}${any === null ? '' : ` (any ${any.toFixed(2)})`}`;
}
