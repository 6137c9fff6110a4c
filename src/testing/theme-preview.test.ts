import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePlatformAdministrator } from '#modules/governance/testing/factories.ts';
import { makeCountry, openFile } from '#modules/incidents/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { languages } from '#platform/i18n/language.ts';
import { loadTheme } from '#platform/theme/load-theme.ts';
import { allStatuses } from '#platform/ui/status-tag.tsx';
import { type Client, type TestApp, testApp } from './test-app.ts';

describe('the preview of a theme', () => {
  let app: TestApp;
  let administrator: Client;
  let elin: AccountActor;
  beforeAll(async () => {
    app = await testApp({ theme: loadTheme(resolve('themes/example'), resolve('themes/default')) });
    elin = (await makeCountry(app)).elin;
    await openFile(app, elin, { title: 'Wind park offline' });
    administrator = await app.as(await makePlatformAdministrator(app.db));
  });

  // interface.md check 37
  it('shows every component and status, light and dark, in each language', async () => {
    for (const language of languages) {
      administrator.cookies.set('__Host-vigie-language', language);
      for (const scheme of ['light', 'dark']) {
        const { status, document } = await administrator.get(`/theme-preview/components?scheme=${scheme}`);
        expect(status).toBe(200);
        expect(document.querySelector('html')?.getAttribute('data-theme')).toBe(scheme);
        expect(document.querySelector('html')?.getAttribute('lang')).toBe(language);
        expect(document.querySelectorAll('.v-tag').length).toBeGreaterThanOrEqual(allStatuses.length);
      }
    }
    administrator.cookies.delete('__Host-vigie-language');
  });

  const names = () => app.application.modules.flatMap(({ mails = [] }) => mails.map(({ name }) => name));
  const linksOf = async () => {
    const { document } = await administrator.get('/theme-preview');
    return [...document.querySelectorAll('main table a')].map((link) => link.getAttribute('href') ?? '');
  };

  // interface.md check 37
  it('lists every mail of the program, with a link for each language', async () => {
    const links = await linksOf();
    expect(names().length).toBeGreaterThan(40);
    for (const name of names())
      for (const language of languages)
        expect(
          links.some((link) => link.includes(`name=${name}&`) && link.endsWith(`language=${language}`)),
          `${name} in ${language}: give it samples`,
        ).toBe(true);
  });

  // interface.md check 37
  it.each(languages)('shows each of them in %s as text and as a file, in the frame and the words of the theme', async (language) => {
    for (const link of (await linksOf()).filter((one) => one.endsWith(`language=${language}`))) {
      const shown = await administrator.get(link);
      expect(shown.status, link).toBe(200);
      expect(shown.document.querySelector('h1 [lang]')?.getAttribute('lang'), link).toBe(language);
      const text = shown.document.querySelector('.v-preview-mail')?.textContent ?? '';
      expect(text.length, link).toBeGreaterThan(80);
      expect(text, link).not.toMatch(/undefined|\[object|#[A-Z_]+#/);
      const { headers, body } = await administrator.get(link.replace('/mail?', '/mail-file?'));
      expect(headers['content-disposition'], link).toContain('attachment');
      expect(body, link).toContain(`<html lang="${language}">`);
      expect(body, link).toContain('Baken');
    }
  });

  it('has the words of the theme where it words a mail itself, and its regions', async () => {
    const own = await administrator.get('/theme-preview/mail?name=incidents.submitted-reporting&no=0&language=nl');
    expect(own.document.querySelector('h1')?.textContent).toContain('Baken: uw rapport is aangekomen');
    expect((await administrator.get('/theme-preview')).text).toContain('Brussels-Capital Region');
  });

  it('tells of nobody of the installation, and of nothing that is not there', async () => {
    const { body } = await administrator.get('/theme-preview/mail?name=incidents.opened-reporting&no=0&language=en');
    expect(body).toContain('Norvane Grid');
    expect(body).not.toContain('Wind park offline');
    for (const query of ['name=nothing&no=0&language=en', 'name=incidents.opened-reporting&no=9&language=en'])
      expect((await administrator.get(`/theme-preview/mail?${query}`)).status).toBe(404);
  });

  it.each(languages)('makes every document of the program in %s, in the words of the theme', async (language) => {
    const { document } = await administrator.get('/theme-preview');
    const links = [...document.querySelectorAll('a[href^="/theme-preview/document"]')].map((link) => link.getAttribute('href') ?? '');
    const wanted = links.filter((link) => link.includes(`language=${language}`));
    expect(wanted).toHaveLength(3);
    for (const link of wanted) {
      const { status, headers, bytes } = await administrator.get(link);
      expect([status, headers['content-type']], link).toEqual([200, 'application/pdf']);
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect((await administrator.get('/theme-preview/document?name=nothing&language=en')).status).toBe(404);
  });

  it('does not exist for anybody else', async () => {
    const client = await app.as(elin);
    for (const path of [
      '/theme-preview',
      '/theme-preview/components',
      '/theme-preview/mail?language=en',
      '/theme-preview/mail-file?language=en',
    ]) {
      expect((await client.get(path)).status).toBe(404);
      expect((await app.anonymous().get(path)).status).toBe(303);
    }
  });
});
