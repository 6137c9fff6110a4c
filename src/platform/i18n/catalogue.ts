import { IntlMessageFormat } from 'intl-messageformat';
import { type Language, languages } from './language.ts';
import { localeOfLanguage } from './locale.ts';
import type { HttpMessages } from './locales/http.ts';
import type { PlatformMessages } from './locales/ui.ts';

/**
 * Every text key of the application. A module adds its own beside its catalogue:
 * `declare module '#platform/i18n/catalogue.ts' { interface Messages extends IncidentMessages {} }`
 */
export interface Messages extends PlatformMessages, HttpMessages {}

export type MessageKey = keyof Messages & string;

/** One set of texts in ICU MessageFormat, complete in every language. */
export type Catalogue = Record<Language, Record<string, string>>;

/** Values are put in as they are: the view escapes them. Dates are formatted before, because a message knows no zone. */
export type Values = Record<string, string | number | boolean>;
export type Translate = (key: MessageKey, values?: Values) => string;

/** The texts of all modules, checked once at the start. */
export interface Translator {
  in(language: Language): Translate;
  /** For a key that came from outside, such as a cookie. */
  has(key: string): key is MessageKey;
}

const parse = (text: string, language: Language) => new IntlMessageFormat(text, localeOfLanguage(language), undefined, { ignoreTag: true });

/** Most texts want no values: they are written once, not for every page. */
const written = (message: IntlMessageFormat): IntlMessageFormat | string =>
  message.getAst().every(({ type }) => type === 0) ? String(message.format()) : message;

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The names a message wants values for, through all its plural and select branches. */
function argumentNames(elements: readonly Element[], names = new Set<string>()): Set<string> {
  for (const element of elements) {
    if ('options' in element) {
      names.add(element.value);
      for (const option of Object.values(element.options)) argumentNames(option.value, names);
    } else if (element.type !== 0 && 'value' in element) {
      names.add(element.value);
    }
  }
  return names;
}

/** What is wrong with a catalogue: keys that a language lacks or has alone, messages that do not parse, arguments that differ. */
export function findCatalogueFaults(catalogue: Catalogue): string[] {
  const faults: string[] = [];
  for (const language of languages) {
    for (const key of Object.keys(catalogue[language])) {
      if (!(key in catalogue.en)) faults.push(`${language}: "${key}" is not in English`);
    }
    for (const [key, english] of Object.entries(catalogue.en)) {
      const text = catalogue[language][key];
      if (text === undefined || text.trim() === '') {
        faults.push(`${language}: "${key}" is missing`);
        continue;
      }
      try {
        const wanted = [...argumentNames(parse(english, 'en').getAst())].sort().join(', ');
        const found = [...argumentNames(parse(text, language).getAst())].sort().join(', ');
        if (wanted !== found) faults.push(`${language}: "${key}" takes {${found}}, English takes {${wanted}}`);
      } catch (error) {
        faults.push(`${language}: "${key}" does not parse: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return faults;
}

type Overrides = Partial<Record<Language, Record<string, string>>>;

/** What is wrong with a theme's own wording: a key nobody has, a message that does not parse, an argument that is not given. */
export function findOverrideFaults(catalogues: readonly Catalogue[], overrides: Overrides): string[] {
  const english = mergeTexts(catalogues, 'en');
  return languages.flatMap((language) =>
    Object.entries(overrides[language] ?? {}).flatMap(([key, text]) => {
      const original = english.get(key);
      if (original === undefined) return [`texts.${language}: there is no text called "${key}"`];
      try {
        const given = argumentNames(parse(original, 'en').getAst());
        const unknown = [...argumentNames(parse(text, language).getAst())].filter((name) => !given.has(name));
        return unknown.map((name) => `texts.${language}: "${key}" is not given {${name}}`);
      } catch (error) {
        return [`texts.${language}: "${key}" does not parse: ${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
}

function mergeTexts(catalogues: readonly Catalogue[], language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  for (const catalogue of catalogues) {
    for (const [key, text] of Object.entries(catalogue[language])) {
      if (texts.has(key)) throw new Error(`The text "${key}" is in two catalogues`);
      texts.set(key, text);
    }
  }
  return texts;
}

/**
 * @param overrides a theme's own wording; a key nobody has is an error.
 * @throws when a language lacks a key, or when two catalogues hold the same one.
 */
export function createTranslator(catalogues: readonly Catalogue[], overrides: Overrides = {}): Translator {
  const english = mergeTexts(catalogues, 'en');
  const translate = (language: Language): Translate => {
    const texts = mergeTexts(catalogues, language);
    for (const [key, text] of Object.entries(overrides[language] ?? {})) {
      if (!english.has(key)) throw new Error(`The theme overrides the unknown text "${key}"`);
      texts.set(key, text);
    }
    for (const key of english.keys()) {
      if (!texts.has(key)) throw new Error(`The text "${key}" is missing in ${language}`);
    }
    const parsed = new Map<string, IntlMessageFormat | string>();
    return (key, values) => {
      let message = parsed.get(key);
      if (message === undefined) {
        const text = texts.get(key);
        if (text === undefined) throw new Error(`There is no text "${key}"`);
        message = written(parse(text, language));
        parsed.set(key, message);
      }
      return typeof message === 'string' ? message : String(message.format(values));
    };
  };
  const all: Record<Language, Translate> = { en: translate('en'), fr: translate('fr'), de: translate('de'), nl: translate('nl') };
  return { in: (language) => all[language], has: (key): key is MessageKey => english.has(key) };
}
