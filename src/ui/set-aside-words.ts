import type { SetAside } from '#store';
import { t } from '#texts';

function nameOf({ what, count: n }: SetAside): string {
  switch (what) {
    case 'settings':
      return t('the settings');
    case 'shift':
      return t('the shift');
    case 'measurement':
      return t('the measurements of {n} study | the measurements of {n} studies', { n });
    case 'study':
      return t('{n} study | {n} studies', { n });
    case 'result':
      return t('{n} result | {n} results', { n });
    case 'verdict':
      return t('{n} verdict | {n} verdicts', { n });
    default:
      return '';
  }
}

const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : t('{names} and {last}', { names: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' });

const STORAGE_WORDS: Partial<Record<SetAside['why'], string>> = {
  get newer() {
    return t(
      'What this browser keeps is of a newer version of this app: it stays, and nothing is kept from this tab.',
    );
  },
  get refused() {
    return t(
      'This browser keeps nothing beyond this tab: results, settings, verdicts and measurements are lost when it is closed.',
    );
  },
  get blocked() {
    return t(
      'Another tab with an older version of this app holds what this browser keeps: nothing is kept from this tab. Close the other, then reload this one.',
    );
  },
  get full() {
    return t(
      'This browser has no more room: what comes in now is lost when this tab is closed. Nothing that is on the screen is affected.',
    );
  },
  get lost() {
    return t(
      'What this browser keeps was deleted or damaged from outside: what is on the screen may be lost when this tab is closed.',
    );
  },
  get undeleted() {
    return t(
      'What this browser keeps could not be deleted. Delete this site’s data in the browser’s own settings.',
    );
  },
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
      t(
        'Kept in this browser by a newer version of this app, and not used here: {newer}. Nothing of it is overwritten.',
        { newer },
      ),
    unreadable &&
      t(
        'Kept in this browser and no longer readable: {unreadable}. It stays until everything is deleted.',
        { unreadable },
      ),
    ...storage,
  ]
    .filter(Boolean)
    .join(' ');
}
