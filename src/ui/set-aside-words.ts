import { countOf } from '#base';
import type { SetAside } from '#store';

const nameOf = ({ what, count }: SetAside): string =>
  what === 'settings' || what === 'shift'
    ? `the ${what}`
    : what === 'measurement'
      ? `the measurements of ${countOf(count, 'study', 'studies')}`
      : countOf(count, what, what === 'study' ? 'studies' : undefined);

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const STORAGE_WORDS: Partial<Record<SetAside['why'], string>> = {
  newer:
    'What this browser keeps is of a newer version of this app: it stays, and nothing is kept from this tab.',
  refused:
    'This browser keeps nothing beyond this tab: results, settings, verdicts and measurements are lost when it is closed.',
  blocked:
    'Another tab with an older version of this app holds what this browser keeps: nothing is kept from this tab. Close the other, then reload this one.',
  full: 'This browser has no more room: what comes in now is lost when this tab is closed. Nothing that is on the screen is affected.',
  lost: 'What this browser keeps was deleted or damaged from outside: what is on the screen may be lost when this tab is closed.',
  undeleted:
    'What this browser keeps could not be deleted. Delete this site’s data in the browser’s own settings.',
};

/** What was set aside, in words; '' where there is nothing to say. */
export function setAsideWords(all: readonly SetAside[]): string {
  const kept = (why: SetAside['why']) =>
    listed(all.filter((one) => one.why === why && one.what !== 'storage').map(nameOf));
  const newer = kept('newer');
  const unreadable = kept('unreadable');
  const storage = all.filter(({ what }) => what === 'storage').map(({ why }) => STORAGE_WORDS[why]);
  return [
    newer &&
      `Kept in this browser by a newer version of this app, and not used here: ${newer}. Nothing of it is overwritten.`,
    unreadable &&
      `Kept in this browser and no longer readable: ${unreadable}. It stays until everything is deleted.`,
    ...storage,
  ]
    .filter(Boolean)
    .join(' ');
}
