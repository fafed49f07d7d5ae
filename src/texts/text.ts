import { roundedBeside } from '#base';
import type { German } from './german/texts.ts';
import { language, spoken } from './language.ts';

/** A text of the screen: English, the key of every catalog. `{name}` is a hole; " | " parts the forms for one and for more of `{n}`. */
export type Text = keyof German;

type Holes<Key extends string> = Key extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

/** What fills the holes of a text; `{n}` is the number that its form goes by. */
export type Values<Key extends string, Value = string | number> = {
  readonly [Name in Holes<Key>]: Name extends 'n' ? number : Value;
};

/** None for a text without holes. */
export type Filling<Key extends string, Value = string | number> = [Holes<Key>] extends [never]
  ? []
  : [values: Values<Key, Value>];

const HOLE = /\{(\w+)\}/;

const CATEGORIES: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** A language's rules and its categories in order. Asking a rule for them takes longer than all the rest: once for each language. */
interface Plural {
  readonly rules: Intl.PluralRules;
  readonly order: readonly Intl.LDMLPluralRule[];
}

const plurals = new Map<string, Plural>();

function pluralOf(tag: string): Plural {
  const known = plurals.get(tag);
  if (known !== undefined) return known;
  const rules = new Intl.PluralRules(tag);
  const { pluralCategories } = rules.resolvedOptions();
  const order = CATEGORIES.filter((each) => pluralCategories.includes(each));
  const plural = { rules, order };
  plurals.set(tag, plural);
  return plural;
}

/** Which of the forms is for a number: they stand in the order in which the language has its categories, "one" first. */
function formOf(text: string, n: unknown): string {
  const forms = text.split(' | ');
  if (forms.length === 1 || typeof n !== 'number') return text;
  const { rules, order } = pluralOf(language());
  return forms[order.indexOf(rules.select(n))] ?? forms.at(-1) ?? text;
}

const HYPHEN_OF_A_NUMBER = /(^|[\s(])-(?=\d)/g;

/** A text for people with minus signs ("−962 HU") in place of the hyphens before its numbers, which are short and break off at the end of a line. */
export const withMinus = (text: string): string => text.replace(HYPHEN_OF_A_NUMBER, '$1−');

/** A number in figures: as it is in English, "1234,5" in German; "−20" with a minus sign, and no sign before 0. */
export const figures = (value: number): string =>
  withMinus(
    language() === 'en'
      ? String(value)
      : new Intl.NumberFormat(language(), { maximumFractionDigits: 20, useGrouping: false }).format(
          value + 0,
        ),
  );

/**
 * A number with so many decimals: "0.50", "0,50", "−0.5" with a minus sign, and no sign before what is rounded to 0. One that is under its
 * `threshold`, where it has one, is never written as reaching it ({@link roundedBeside}).
 */
export function fixed(value: number, digits: number, threshold?: number | null): string {
  const text = (threshold == null ? value : roundedBeside(value, threshold, digits)).toFixed(
    digits,
  );
  const shown = withMinus(Number(text) === 0 ? text.replace('-', '') : text);
  return language() === 'en' || !Number.isFinite(value) ? shown : shown.replace('.', ',');
}

/** A number and its percent sign stay on one line: the space before the sign does not break. */
export const unbroken = (text: string): string => text.replaceAll(' %', '\u00a0%');

/** A part (0..1) in percent: "94 %"; one more digit where a whole number would say none or all. The space does not break. */
export function percent(part: number): string {
  const whole = Math.round(100 * part);
  const needsDigit = (whole === 0 && part > 0) || (whole === 100 && part < 1);
  return unbroken(`${fixed(100 * part, needsDigit ? 1 : 0)} %`);
}

/** A word that begins with a capital, within a sentence: "Flag" is "flag", and stays "Hinweis". */
export const lowered = (word: string): string => (language() === 'en' ? word.toLowerCase() : word);

/** A text between its holes, in the language of the screen: words at even places, names of holes at odd ones. */
function pieces(key: string, n?: unknown): readonly string[] {
  return formOf(spoken()?.texts[key] ?? key, n).split(HOLE);
}

/**
 * A text of the screen in its language. The key is the English text itself, which the catalogs have to have: one that they lack, and a
 * hole that is not filled, does not compile. The space before a percent sign does not break.
 */
export function t<Key extends Text>(key: Key, ...[values]: Filling<Key>): string {
  if (values === undefined) return unbroken(spoken()?.texts[key] ?? key);
  const given = values as Readonly<Record<string, string | number>>;
  return unbroken(
    pieces(key, given.n)
      .map((piece, place) => {
        if (place % 2 === 0) return piece;
        const value = given[piece] ?? '';
        return typeof value === 'number' ? figures(value) : value;
      })
      .join(''),
  );
}
