import { germanFlags } from './flags.ts';
import { PATTERNS } from './patterns.ts';
import { WORDS } from './words.ts';

const POINTS: Readonly<Record<string, string>> = {
  balanced: 'Arbeitspunkt ausgewogen',
  'high-sensitivity': 'Arbeitspunkt hohe Sensitivität',
  'high-specificity': 'Arbeitspunkt hohe Spezifität',
};

interface Pattern {
  readonly expression: RegExp;
  /** Names of the holes with their marks, in the order of the English. */
  readonly holes: readonly string[];
  readonly german: string;
}

const HOLE = /\{([#@]?\w+)\}/g;

const compiled: readonly Pattern[] = PATTERNS.map(([english, german]) => {
  const holes = [...english.matchAll(HOLE)].map(([, name]) => name ?? '');
  const source = english
    .split(/\{[#@]?\w+\}/)
    .map((words) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .reduce((before, words, index) => {
      const isNumber = holes[index - 1]?.startsWith('#') === true;
      return `${before}${isNumber ? '([-−]?\\d[\\d.]*)' : '(.+?)'}${words}`;
    });
  return { expression: new RegExp(`^${source}$`, 's'), holes, german };
});

const MOST_KEPT = 2000;
const kept = new Map<string, string | null>();

/** What the core said, in German; null where it is not known. */
export function germanOf(english: string): string | null {
  const known = kept.get(english);
  if (known !== undefined) return known;
  const said = find(english);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(english, said);
  return said;
}

/** A plain word such as "constructor" is no key. */
const of = (words: Readonly<Record<string, string>>, english: string): string | null =>
  Object.hasOwn(words, english) ? (words[english] ?? null) : null;

function find(english: string): string | null {
  return (
    of(WORDS, english) ??
    of(POINTS, english) ??
    germanFlags(english) ??
    byParts(english) ??
    byPattern(english) ??
    lowered(english)
  );
}

const inPart = (english: string): string => germanOf(english) ?? english;

/** Of a sentence in parts each is said by itself; one that is not known stays as it is. */
function byParts(english: string): string | null {
  // What stands between these words is one sentence, whatever it holds.
  if (/^Not analyzed, because|; (?:pinned: |promoted by |placed by waiting time$)/.test(english))
    return null;
  for (const mark of ['; ', ', '] as const) {
    const parts = english.split(mark);
    if (parts.length === 1) continue;
    const said = parts.map(germanOf);
    if (said.every((part) => part !== null)) return said.join(mark);
    if (mark === '; ' && said.some((part) => part !== null)) {
      return byPattern(english) ?? parts.map(inPart).join(mark);
    }
  }
  return null;
}

function byPattern(english: string): string | null {
  for (const { expression, holes, german } of compiled) {
    const match = expression.exec(english);
    if (match === null) continue;
    const values = new Map(holes.map((name, index) => [name, match[index + 1] ?? '']));
    return german.replace(HOLE, (_, name: string) => {
      const value = values.get(name) ?? '';
      if (name.startsWith('#')) return value.replace('.', ',');
      return name.startsWith('@') ? inPart(value) : value;
    });
  }
  return null;
}

/** A part at the beginning of a sentence. */
function lowered(english: string): string | null {
  const first = english.charAt(0);
  if (first === first.toLowerCase()) return null;
  const lower = `${first.toLowerCase()}${english.slice(1)}`;
  const said = of(WORDS, lower) ?? byPattern(lower);
  return said === null ? null : `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}
