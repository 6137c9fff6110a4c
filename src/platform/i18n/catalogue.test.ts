import { describe, expect, it } from 'vitest';
import { createTranslator, findCatalogueFaults } from './catalogue.ts';
import { languages } from './language.ts';
import { uiCatalogue } from './locales/ui.ts';

const small = {
  en: { 'a.b': 'Hello {name}' },
  fr: { 'a.b': 'Bonjour {name}' },
  de: { 'a.b': 'Guten Tag {name}' },
  nl: { 'a.b': 'Hallo {name}' },
};

describe('catalogues', () => {
  it('has every text of the interface in every language, with the same arguments', () => {
    expect(findCatalogueFaults(uiCatalogue)).toEqual([]);
  });

  it('finds a missing text, a text too many, another argument and a message that does not parse', () => {
    const broken = {
      en: { one: 'One {n}', two: 'Two', three: '{n, plural, one {#} other {#}}' },
      fr: { one: 'Un', two: 'Deux', three: '{n, plural, one {#} other {#}}' },
      de: { one: 'Ein {n}', three: '{n, plural, one {#}' },
      nl: { one: 'Een {n}', two: 'Twee', three: '{n, plural, one {#} other {#}}', four: 'Vier' },
    };
    const faults = findCatalogueFaults(broken as never);
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).toMatch(/fr: "one" takes \{\}/);
    expect(faults.join('\n')).toMatch(/de: "two" is missing/);
    expect(faults.join('\n')).toMatch(/de: "three" does not parse/);
    expect(faults.join('\n')).toMatch(/nl: "four" is not in English/);
  });

  it('refuses to start with a text missing in a language', () => {
    const { 'a.b': _, ...empty } = small.de;
    expect(() => createTranslator([{ ...small, de: empty as Record<string, string> }])).toThrow('The text "a.b" is missing in de');
  });

  it('refuses a key that two catalogues hold', () => {
    expect(() => createTranslator([small, small])).toThrow('in two catalogues');
  });

  it('refuses an unknown key and an unknown override', () => {
    const t = createTranslator([uiCatalogue]).in('en');
    expect(() => t('ui.nothing' as never)).toThrow('There is no text "ui.nothing"');
    expect(() => createTranslator([uiCatalogue], { fr: { 'ui.nothing': 'x' } })).toThrow('unknown text "ui.nothing"');
  });

  it("uses a theme's own wording", () => {
    expect(createTranslator([uiCatalogue], { fr: { 'ui.skip': 'Au texte' } }).in('fr')('ui.skip')).toBe('Au texte');
  });

  it.each([
    ['en', 1, 'There is a problem on this page'],
    ['en', 2, 'There are 2 problems on this page'],
    ['fr', 1, 'Cette page contient une erreur'],
    ['de', 3, 'Auf dieser Seite gibt es 3 Probleme'],
    ['nl', 1, 'Er is een probleem op deze pagina'],
  ] as const)('chooses the plural in %s for %i', (language, count, text) => {
    expect(createTranslator([uiCatalogue]).in(language)('ui.errors.heading', { count })).toBe(text);
  });

  it('leaves markup in values and texts alone', () => {
    const t = createTranslator([uiCatalogue]).in('en');
    expect(languages.map((language) => createTranslator([uiCatalogue]).in(language)('ui.remove', { what: '<b>x</b>' }))).toHaveLength(4);
    expect(t('ui.remove', { what: '<b>x</b>' })).toBe('Remove <b>x</b>');
  });
});
