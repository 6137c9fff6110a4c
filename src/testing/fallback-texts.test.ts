import { beforeAll, describe, expect, it } from 'vitest';
import { makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import { languages } from '#platform/i18n/language.ts';
import { type Client, type Reply, type TestApp, testApp } from './test-app.ts';

// The authorities of the country of tests have names in English alone.
const name = 'National Cybersecurity Authority';

/** The language of each place of the page's contents that has the name in it, as a screen reader finds it. */
function languagesOf({ document }: Reply): (string | null | undefined)[] {
  const found: (string | null | undefined)[] = [];
  const walk = (node: Node) => {
    if (node.nodeType === 3 && node.textContent?.includes(name)) found.push(node.parentElement?.closest('[lang]')?.getAttribute('lang'));
    for (const child of node.childNodes) walk(child);
  };
  for (const main of document.querySelectorAll('main')) walk(main);
  return found;
}

// interface.md check 28; the texts of a theme: src/platform/html/jsx-runtime.test.tsx, src/platform/legal/legal-pages.test.ts
describe('a text that nobody has translated', () => {
  let app: TestApp;
  let pages: { client: (language: (typeof languages)[number]) => Promise<Client>; url: string }[];

  beforeAll(async () => {
    app = await testApp();
    const { elin } = await makeCountry(app);
    const { fileId, incidents } = await openFile(app, elin, { title: 'Wind park offline', laws: ['nis2', 'gdpr'] });
    await submitStage(app, elin, incidents.nis2 ?? '', 'early-warning');
    const operator = (language: (typeof languages)[number]) => app.as(elin, language);
    const stranger = async (language: (typeof languages)[number]) => {
      const client = app.anonymous();
      client.cookies.set('__Host-vigie-language', language);
      return client;
    };
    pages = [
      { client: operator, url: `/files/${fileId}` },
      { client: operator, url: `/files/${fileId}/incidents/${incidents.nis2}/withdraw` },
      { client: operator, url: `/files/${fileId}/add-law` },
      { client: stranger, url: '/start/nis2' },
    ];
  });

  it.each(languages)('says in %s that it is English, and has no mark of its own in English', async (language) => {
    const shown: string[] = [];
    for (const { client, url } of pages) {
      const reply = await (await client(language)).get(url);
      const found = languagesOf(reply);
      expect(reply.status, url).toBeLessThan(405);
      if (found.length > 0) shown.push(url);
      expect(new Set(found), url).toEqual(new Set(found.length > 0 ? ['en'] : []));
      expect(reply.document.querySelectorAll('main [lang=en]').length > 0, url).toBe(language !== 'en' && found.length > 0);
      expect(reply.body).not.toMatch(/[\ufdd0-\ufdd2]/);
    }
    expect(shown.length).toBeGreaterThan(1);
  });
});
