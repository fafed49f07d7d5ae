import type { ShiftCare, ShiftResult, ShiftStudy } from '#store';
import { fixed, t, told } from '#texts';
import { waitingWords } from '#triage';
import { dayText, saidOn } from '../parts/moments.ts';

/** Results in words, the most urgent first. */
export const RESULT_WORDS: Readonly<Record<ShiftResult, string>> = {
  get flagged() {
    return t('Flagged');
  },
  get 'not analyzed'() {
    return t('Not analyzed');
  },
  get 'no flag, incomplete'() {
    return t('No flag, incomplete');
  },
  get 'no flag'() {
    return t('No flag');
  },
  get 'under way'() {
    return t('Under way');
  },
  get hidden() {
    return t('Hidden');
  },
};

/** What people did, in words. */
export const CARE_WORDS: Readonly<Record<ShiftCare, string>> = {
  get unread() {
    return t('Unread');
  },
  get open() {
    return t('Opened');
  },
  get acknowledged() {
    return t('Acknowledged');
  },
  get done() {
    return t('Done');
  },
};

/** The keys of a table of words, in its order. */
export const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>): readonly Key[] =>
  Object.keys(words) as Key[];

/** A moment in the time of this computer: the clock alone on the day of `like`, else with its day. '' where there is none. */
export const momentText = (moment: string | null, like: string): string =>
  moment === null ? '' : saidOn(dayText(new Date(like)), new Date(moment));

/** A duration; "–" where there is none. */
export const durationText = (duration: number | null): string =>
  duration === null ? '–' : told(waitingWords(duration));

/** "Flagged: subdural, epidural (any 0.91)". */
export function resultText({ result, types, any, anyFrom }: ShiftStudy): string {
  const named = types.length === 0 ? '' : `: ${types.map(told).join(', ')}`;
  return `${RESULT_WORDS[result]}${named}${any === null ? '' : ` (${t('any')} ${fixed(any, 2, anyFrom)})`}`;
}
