import type { Advice } from '#base';

/** Everything that a language says. */
export interface Catalog {
  /** By the English text. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the core made in English, with its numbers; null where the catalog does not know it. */
  readonly told: (english: string) => string | null;
  /** By the code of a reason. */
  readonly advice: Readonly<Record<string, Advice>>;
}
