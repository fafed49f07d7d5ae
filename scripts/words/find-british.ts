import { BRITISH, KEPT } from './british.ts';

/** A spelling that the project doesn't use. */
export interface Misspelling {
  /** From 1. */
  readonly line: number;
  readonly word: string;
  /** The part of it, and the US spelling of that part. */
  readonly part: string;
  readonly us: string;
}

const PARTS = new RegExp(Object.keys(BRITISH).join('|'), 'i');

/** British spellings in a text, by line. Words in camelCase, kebab-case and snake_case are looked at piece by piece and whole. */
export function findBritish(text: string): readonly Misspelling[] {
  return text
    .split('\n')
    .flatMap((content, at) =>
      [...content.matchAll(/[A-Za-z]+/g)].flatMap(([word]) => misspelling(word, at + 1)),
    );
}

function misspelling(word: string, line: number): readonly Misspelling[] {
  if (!PARTS.test(word) || KEPT.has(word.toLowerCase())) return [];
  const pieces = word.split(/(?<=[a-z])(?=[A-Z])/).filter((piece) => PARTS.test(piece));
  if (pieces.length > 0 && pieces.every((piece) => KEPT.has(piece.toLowerCase()))) return [];
  const part = PARTS.exec(word)?.[0].toLowerCase() ?? '';
  return [{ line, word, part, us: BRITISH[part] ?? '' }];
}
