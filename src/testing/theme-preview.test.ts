import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePlatformAdministrator } from '#modules/governance/testing/factories.ts';
import { makeCountry } from '#modules/incidents/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import { languageNames, languages } from '#platform/i18n/language.ts';
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

  it('shows a mail in each language, in the frame and the words of the theme', async () => {
    const { text } = await administrator.get('/theme-preview');
    for (const language of languages) {
      expect(text).toContain(languageNames[language]);
      const { headers, body } = await administrator.get(`/theme-preview/mail?language=${language}&name=incidents.submitted-reporting`);
      expect(headers['content-disposition']).toContain('attachment');
      expect(body).toContain(`<html lang="${language}">`);
      expect(body).toContain('Baken');
    }
    expect(text).toContain('Baken: uw rapport is aangekomen');
    expect(text).toContain('Brussels-Capital Region');
  });

  it('does not exist for anybody else', async () => {
    const client = await app.as(elin);
    for (const path of ['/theme-preview', '/theme-preview/components', '/theme-preview/mail?language=en']) {
      expect((await client.get(path)).status).toBe(404);
      expect((await app.anonymous().get(path)).status).toBe(303);
    }
  });
});
