import type { Language } from './language.ts';

export type { Language };

const locales: Record<Language, string> = { en: 'en-GB', fr: 'fr', de: 'de', nl: 'nl' };

/** The locale whose conventions a language follows: British English writes "5 March 2026" and 24 hours. */
export const localeOfLanguage = (language: Language): string => locales[language];
