import { WORDS } from './words.ts';

const ITEM =
  /^(probable |possible )?(hemorrhage, type not clear|hemorrhage|any|epidural|intraparenchymal|intraventricular|subarachnoid|subdural) (\d\.\d+)(?: on (\d+) slices?)?$/i;
const CHANCES = { probable: 'wahrscheinlich', possible: 'möglicherweise' } as const;

function item(english: string): string | null {
  const [, chance, what, value, slices] = ITEM.exec(english) ?? [];
  if (what === undefined || value === undefined) return null;
  const name = what.toLowerCase();
  const kind = name.startsWith('hemorrhage,') ? 'Blutung, Typ unklar,' : (WORDS[name] ?? name);
  const word = chance?.trim().toLowerCase();
  return [
    word === 'probable' || word === 'possible' ? CHANCES[word] : '',
    kind,
    value.replace('.', ','),
    slices === undefined ? '' : `auf ${slices} ${slices === '1' ? 'Schicht' : 'Schichten'}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** "Probable subdural 0.93 on 12 slices, possible epidural 0.31 on 1 slice": what a study is flagged for; null where it is none. */
export function germanFlags(english: string): string | null {
  const parts = english.split(/, (?!type not clear)/).map(item);
  if (parts.includes(null)) return null;
  const listed = parts.join(', ');
  return /^[A-Z]/.test(english) ? `${listed.charAt(0).toUpperCase()}${listed.slice(1)}` : listed;
}
