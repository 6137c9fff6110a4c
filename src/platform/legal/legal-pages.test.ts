import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import { legalPageNames } from '#platform/theme/legal-page.ts';
import { type TestApp, testApp } from '../../testing/test-app.ts';

describe('the pages of the theme', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp();
  });

  async function read(path: string, language = 'en') {
    const client = app.anonymous();
    client.cookies.set('__Host-vigie-language', language);
    return client.get(path);
  }

  it('can be read by everybody in every language, with version and date', async () => {
    for (const name of legalPageNames) {
      for (const language of languages) {
        const { status, body } = await read(`/${name}`, language);
        expect(status).toBe(200);
        expect(body).toContain(`<html lang="${language}"`);
        expect(body.match(/<h1/g)).toHaveLength(1);
        expect(body).toContain('v-prose');
      }
    }
    expect((await read('/terms')).body).toContain('Version 1 of 2 November 2026');
    expect((await read('/terms', 'fr')).body).toContain('Version 1 du 2 novembre 2026');
  });

  // interface.md check 38
  it('say in a translation which language binds, and lead to that text', async () => {
    const { body } = await read('/terms', 'nl');
    expect(body).toContain('De juridisch bindende tekst is die in het Engels.');
    expect(body).toContain('href="/terms?text=en"');
    const binding = await read('/terms?text=en', 'nl');
    expect(binding.body).toContain('<div lang="en">');
    expect(binding.body).toContain('What this platform is');
    expect(binding.body).toContain('<html lang="nl"');
    expect((await read('/terms')).body).not.toContain('This is a translation');
  });

  it('stand in the footer of every page, in the same order', async () => {
    const { body } = await read('/sign-in');
    const footer = body.slice(body.indexOf('<footer'));
    const found = [...footer.matchAll(/href="(\/[a-z]+)"/g)]
      .map(([, href]) => href)
      .filter((href) => legalPageNames.some((name) => `/${name}` === href));
    expect(found).toEqual(legalPageNames.map((name) => `/${name}`));
  });

  it('make the accessibility statement of its dated facts', async () => {
    const { body } = await read('/accessibility', 'de');
    for (const part of [
      '2. November 2026',
      'EN 301 549',
      'accessibility@vigie.example',
      'https://accessibility.example/',
      'noch nicht gemessen',
    ]) {
      expect(body).toContain(part);
    }
  });
});
