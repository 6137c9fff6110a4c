import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { contrastRatio, findContrastFaults } from './contrast.ts';
import { loadTheme } from './load-theme.ts';
import { fitsEngine } from './manifest.ts';
import { defaultFolder, removeThemes, themeWith } from './testing/theme-with.ts';

const tokens = readFileSync(join(defaultFolder, 'tokens.css'), 'utf8');
const load = (files: Parameters<typeof themeWith>[0], engine?: string) => loadTheme(themeWith(files), defaultFolder, engine);

afterEach(removeThemes);

describe('contrast', () => {
  it('measures as WCAG does', () => {
    expect(contrastRatio('#000000', '#fff')).toBeCloseTo(21);
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('accepts every pair of the default theme, light and dark', () => {
    expect(findContrastFaults(tokens)).toEqual([]);
  });

  // interface.md check 35
  it('refuses a theme with white on yellow and names the pair', () => {
    expect(() => load({ manifest: { tokens: { light: { accent: '#ffdf1c', 'on-accent': '#ffffff' } } } })).toThrow(
      '--color-on-accent #ffffff on --color-accent #ffdf1c (light): contrast 1.33, at least 4.5 is needed',
    );
  });
});

describe('a theme', () => {
  it('serves each file under a name that follows its content', () => {
    const theme = loadTheme(defaultFolder);
    expect(theme.stylesheet).toMatch(/^\/theme\/tokens-[0-9a-f]{10}\.css$/);
    expect(theme.files.get(theme.stylesheet)?.contentType).toBe('text/css; charset=utf-8');
    expect(theme.files.has(theme.logos.symbol?.url ?? '')).toBe(true);
  });

  // interface.md check 36
  it('needs to say only what it changes; the rest is the default theme', () => {
    const [base, theme] = [loadTheme(defaultFolder), load({ manifest: { tokens: { light: { accent: '#0a4f96' } } } })];
    expect(theme.settings).toMatchObject({ id: 'sample', siteName: base.settings.siteName, pdf: base.settings.pdf });
    expect(theme.stylesheet).not.toBe(base.stylesheet);
    expect(theme.colours.get('accent')).toBe('#0a4f96');
    expect(theme.colours.get('header')).toBe(base.colours.get('header'));
    expect(theme.logos).toEqual(base.logos);
    expect(theme.pages.terms.title('en')).toBe('Terms of use');
  });

  // operations.md check 31
  it('is refused by a program that it was not made for', () => {
    expect(fitsEngine('>=0.1.0 <0.3.0', '0.2.9')).toBe(true);
    expect(fitsEngine('>=0.1.0 <0.3.0', '0.3.0')).toBe(false);
    expect(fitsEngine('=1.2.3', '1.2.3')).toBe(true);
    expect(() => load({ manifest: { engine: '>=9.0.0' } }, '0.1.0')).toThrow('it was made for Vigie >=9.0.0; this is 0.1.0');
  });

  it('is told everything that is wrong with it at once', () => {
    const wrong = {
      manifest: { tokens: { light: { accent: '#ffdf1c', glow: '#000000' } }, logos: { owner: { file: 'owner.png' } }, colour: 'red' },
      files: { 'parts/header.liquid': '<p>{{ nothing }}</p>', 'pages/imprint.en.md': 'x' },
    };
    expect(() => load(wrong)).toThrow('Unrecognized key: "colour"');
    const { colour: _, ...manifest } = wrong.manifest;
    const message = (() => {
      try {
        load({ ...wrong, manifest });
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    for (const part of [
      'theme.json: tokens: there is no colour called "glow"',
      'owner.png is missing',
      'parts/header.liquid: there is no value called "nothing"',
      'pages/imprint.en.md is no page of a theme',
    ])
      expect(message).toContain(part);
  });

  it('brings fonts with their licence, and no other files', () => {
    const fonts = { family: 'Own Sans', files: [{ file: 'fonts/own.woff2', weight: '200 900' }], licence: 'fonts/OFL.txt' };
    const font = Buffer.from('wOF2 and the rest of it');
    const theme = load({ manifest: { fonts }, files: { 'fonts/own.woff2': font, 'fonts/OFL.txt': 'Free.' } });
    const css = theme.files.get(theme.stylesheet)?.plain.toString('utf8');
    expect(css).toMatch(/src: url\("\/theme\/own-[0-9a-f]{10}\.woff2"\)/);
    expect(css).toContain('--font-sans: "Own Sans", system-ui, sans-serif;');
    expect(() => load({ manifest: { fonts }, files: { 'fonts/own.woff2': font } })).toThrow('fonts/OFL.txt is missing');
    expect(() => load({ manifest: { fonts }, files: { 'fonts/own.woff2': 'OTTO', 'fonts/OFL.txt': 'Free.' } })).toThrow(
      'is not a WOFF2 font',
    );
  });

  it('keeps the names of regions that it no longer offers', () => {
    const regions = [
      { code: 'BE-BRU', name: { en: 'Brussels', nl: 'Brussel' } },
      { code: 'BE-OLD', name: { en: 'Old county' }, retired: true },
    ];
    const theme = load({ manifest: { regions } });
    expect(theme.regions.offered('nl')).toEqual([{ code: 'BE-BRU', name: 'Brussel', language: 'nl' }]);
    expect(theme.regions.nameOf('BE-OLD', 'fr')).toBe('Old county');
    expect(theme.regions.nameOf('LU-LU', 'de')).toBe('Luxemburg');
    expect(() => load({ manifest: { regions: [regions[0], regions[0]] } })).toThrow('two regions share a code');
  });

  it('brings a page as a whole, in one version for all languages', () => {
    const page = (title: string, version: string, more = '') =>
      `---\ntitle: ${title}\nversion: ${version}\npublished: 2026-01-31\nlegal-language: fr\n${more}---\n## Un\n\ntexte`;
    const files = { 'pages/terms.en.md': page('Terms', '2', 'changes: One word.\n'), 'pages/terms.fr.md': page('Conditions', '2') };
    const { terms, privacy } = load({ files }).pages;
    expect(terms).toMatchObject({ version: '2', legalLanguage: 'fr' });
    expect(String(terms.publishedOn)).toBe('2026-01-31');
    expect([terms.title('fr'), terms.title('nl'), terms.languageOf('nl'), terms.changes('en')]).toEqual([
      'Conditions',
      'Terms',
      'en',
      'One word.',
    ]);
    expect(privacy.version).toBe('1');
    expect(() => load({ files: { ...files, 'pages/terms.fr.md': page('Conditions', '1') } })).toThrow(
      'version is 1, in pages/terms.en.md it is 2',
    );
    expect(() => load({ files: { 'pages/terms.en.md': page('Terms', '2') } })).toThrow('Français is the language that binds');
    expect(() => load({ files: { 'pages/terms.fr.md': page('Conditions', '2') } })).toThrow('pages/terms.en.md is missing');
  });
});
