export { toldAdvice } from './advice.ts';
export { language, onLanguage, speak } from './language.ts';
export type { Language, LanguageChoice } from './languages.ts';
export { LANGUAGE_CHOICES, languageOf, parseLanguageChoice } from './languages.ts';

export { figures, fixed, lowered, percent, t } from './text.ts';
export { told, toldNumbers, toldReason } from './told.ts';
