import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../i18n/catalogue.ts';
import type { Language } from '../i18n/language.ts';
import { mailCatalogue } from '../i18n/locales/mail.ts';
import { uiCatalogue } from '../i18n/locales/ui.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { writeMessage } from './write-message.ts';

const settings = {
  translator: createTranslator([uiCatalogue, mailCatalogue]),
  theme: loadTheme(resolve('themes/default')),
  baseUrl: 'https://vigie.example',
  zone: 'Europe/Luxembourg',
};
/** The headings of the languages that a message holds, in its order; none where it is in one alone. */
const languagesOf = (words: Record<Language, string>, language?: Language) => {
  const mail = {
    name: 'test.note',
    render: (ui: { language: Language }) => ({ subject: 'Note', blocks: [{ kind: 'paragraph' as const, text: words[ui.language] }] }),
  };
  const { text } = writeMessage(settings, mail, language, new FakeClock().now());
  return [...text.matchAll(/^== (.+) ==$/gm)].map(([, name]) => name);
};

describe('a message to somebody whose language nobody knows', () => {
  const words = { en: 'Good day', fr: 'Bonjour', de: 'Guten Tag', nl: 'Goedendag' };

  // governance.md check 78, as decisions.md D16 restates it
  it('starts with the default language and leaves out those that say the same', () => {
    expect(languagesOf(words)).toEqual(['English', 'Français', 'Deutsch', 'Nederlands']);
    expect(languagesOf({ ...words, de: words.en })).toEqual(['English', 'Français', 'Nederlands']);
    expect(languagesOf({ en: 'NI_7K2M9XQ4', fr: 'NI_7K2M9XQ4', de: 'NI_7K2M9XQ4', nl: 'NI_7K2M9XQ4' })).toEqual([]);
  });

  it('is in one language for everybody else', () => {
    for (const language of ['en', 'fr', 'de', 'nl'] as const) expect(languagesOf(words, language)).toEqual([]);
  });
});
