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

/** What was set aside, in words; '' where there is nothing to say. */
export function setAsideWords(all: readonly SetAside[]): string {
  const kept = (why: SetAside['why']) =>
    listed(all.filter((one) => one.why === why && one.what !== 'storage').map(nameOf));
  const newer = kept('newer');
  const unreadable = kept('unreadable');
  const storage = all.find(({ what }) => what === 'storage');
  return [
    newer &&
      `Kept in this browser by a newer version of this app, and not used here: ${newer}. Nothing of it is overwritten.`,
    unreadable &&
      `Kept in this browser and no longer readable: ${unreadable}. It stays until everything is deleted.`,
    storage?.why === 'newer' &&
      'What this browser keeps is of a newer version of this app: it stays, and nothing is kept from this tab.',
    storage?.why === 'refused' &&
      'This browser keeps nothing beyond this tab: results, settings, verdicts and measurements are lost when it is closed.',
  ]
    .filter(Boolean)
    .join(' ');
}
