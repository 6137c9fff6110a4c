import { languages } from '#platform/i18n/language.ts';
import { finding, type PackFinding, type Path } from './finding.ts';

/** A text without all interface languages would fall back to English in the middle of a translated page. */
export function checkLanguages(file: string, value: unknown, path: Path = []): PackFinding[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => checkLanguages(file, item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  if (typeof Reflect.get(value, 'en') === 'string') {
    const missing = languages.filter((language) => !isText(Reflect.get(value, language)));
    return missing.map((language) => finding('missing-language', file, path, `no text in "${language}"`));
  }
  return Object.entries(value).flatMap(([key, inner]) => checkLanguages(file, inner, [...path, key]));
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
