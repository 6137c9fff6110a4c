/**
 * Texts that do not stand in the language of their page, because nobody has translated them. They carry their language along, through
 * sentences, lists and labels, until the page is written (interface.md 9).
 */
import { defaultLanguage, type Language, type Name } from './language.ts';

// Unicode keeps these for the inside of a program: nobody types them. Those who do mark a text as one of some language.
const [opening, afterLanguage, closing] = ['\ufdd0', '\ufdd1', '\ufdd2'];
const marked = new RegExp(`${opening}([a-z]{2})${afterLanguage}([^${opening}${closing}]*)${closing}`, 'g');
const marks = new RegExp(`${opening}(?:[a-z]{2}${afterLanguage})?|${afterLanguage}|${closing}`, 'g');

/** For a page: a text that is in that language whatever the page is in. */
export const saidIn = (language: Language, text: string): string => `${opening}${language}${afterLanguage}${text}${closing}`;

/** For a page: the text in the reader's language, else in the default one, which says so in the markup. */
export const wordsIn = (text: Name, language: Language): string =>
  typeof text === 'string' ? text : (text[language] ?? saidIn(defaultLanguage, text.en));

export const hasForeign = (text: string): boolean => text.includes(opening);

/** With each foreign part handed to `write`. */
export const writeForeign = (text: string, write: (part: string, language: string) => string): string =>
  text.replace(marked, (_, language: string, part: string) => write(part, language)).replace(marks, '');
