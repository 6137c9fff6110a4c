import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Words that docs/glossary.md has other words for. */
const wrongWords = {
  fr: /régulateur/i,
  de: /\bOperator\b|Regulator|Aufsichtsbehörde/,
  nl: /\boperator|\bregulator|verslag/i,
};

/** What people read: names of values and of choices taken out. */
const proseOf = (message: string) => message.replace(/\{\w+(?=[,}])/g, ' ').replace(/\b\w+ \{/g, ' ');
/** Labels of documents are kept beside the documents. */
const isElsewhere = (key: string) => key.startsWith('incidents.document.');

it.each(['fr', 'de', 'nl'] as const)('the texts in %s use the words of the glossary', (language) => {
  const folder = new URL(`${language}/`, import.meta.url);
  const texts = readdirSync(folder).flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>),
  );
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter(([key, message]) => !isElsewhere(key) && wrongWords[language].test(proseOf(message)))).toEqual([]);
});
