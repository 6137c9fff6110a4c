import { z } from 'zod';

/** The interface languages, in the order in which people see them. English is the default and the authoritative text. */
export const languages = ['en', 'fr', 'de', 'nl'] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage: Language = 'en';

export const languageNames: Record<Language, string> = { en: 'English', fr: 'Français', de: 'Deutsch', nl: 'Nederlands' };

export const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

/** One text in several languages, stored as one `jsonb` column. The default language is mandatory. */
export const translatedSchema = z.strictObject({
  en: z.string().min(1),
  fr: z.string().min(1).optional(),
  de: z.string().min(1).optional(),
  nl: z.string().min(1).optional(),
});
export type Translated = z.infer<typeof translatedSchema>;

/** What something is called: a name that is the same in every language, or a text in each of them. */
export type Name = string | Translated;

/** The text in the wanted language, else in the default one, which is always there. */
export function translate(text: Name, language: Language): string {
  return typeof text === 'string' ? text : (text[language] ?? text.en);
}
