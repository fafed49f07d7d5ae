/** The languages of the screen: English, which the sources are written in, and what catalogs there are. */
export const LANGUAGES = ['en', 'de'] as const;

/** One of {@link LANGUAGES}, as BCP 47 names it. */
export type Language = (typeof LANGUAGES)[number];

/** What a person chooses: a language, or that of the browser. */
export const LANGUAGE_CHOICES = ['browser', ...LANGUAGES] as const;

/** One of {@link LANGUAGE_CHOICES}. */
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** What was kept or set by the site; 'browser' where that is none of the choices. */
export const parseLanguageChoice = (value: unknown): LanguageChoice =>
  LANGUAGE_CHOICES.find((choice) => choice === value) ?? 'browser';

/**
 * The language of the screen. By the browser it is the first of its languages (BCP 47, best first) that there is a catalog for,
 * whatever the region: "de-CH" is German. English where there is none.
 */
export function languageOf(choice: LanguageChoice, browser: readonly string[]): Language {
  if (choice !== 'browser') return choice;
  const wanted = browser.map((tag) => tag.toLowerCase().split('-')[0]);
  return wanted.flatMap((tag) => LANGUAGES.find((each) => each === tag) ?? []).at(0) ?? 'en';
}
