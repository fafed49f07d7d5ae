import { expect, it } from 'vitest';
import { languageOf, parseLanguageChoice } from './languages.ts';

it('is the first language of the browser that there is a catalog for, whatever the region', () => {
  expect(languageOf('browser', ['de-CH', 'en'])).toBe('de');
  expect(languageOf('browser', ['fr-FR', 'DE', 'en-US'])).toBe('de');
  expect(languageOf('browser', ['en-GB', 'de'])).toBe('en');
  expect(languageOf('browser', ['ja'])).toBe('en');
  expect(languageOf('browser', [])).toBe('en');
});

it('is what was chosen, whatever the browser prefers', () => {
  expect(languageOf('en', ['de'])).toBe('en');
  expect(languageOf('de', ['en'])).toBe('de');
});

it('takes what is no choice for the browser’s', () => {
  expect(parseLanguageChoice('de')).toBe('de');
  expect(parseLanguageChoice('fr')).toBe('browser');
  expect(parseLanguageChoice(undefined)).toBe('browser');
});
