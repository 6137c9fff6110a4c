import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { makeOperator } from '#modules/governance/testing/factories.ts';
import { makePerson, signIn } from '#modules/governance/testing/sign-in.ts';
import { begin } from '#modules/incidents/pages/outside/testing/walk.ts';
import { cookiesInUse } from '#platform/http/cookies.ts';
import { createTranslator } from '#platform/i18n/catalogue.ts';
import { languages } from '#platform/i18n/language.ts';
import { uiCatalogue } from '#platform/i18n/locales/ui.ts';
import { siteCatalogue } from '#platform/site/catalogue.ts';
import { CookieTable } from '#platform/site/cookie-table.tsx';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { createUi } from '#platform/ui/page-context.ts';
import { renderFragment } from '#platform/ui/render.ts';
import { sampleUi } from '#platform/ui/testing/sample-ui.ts';
import { testApp } from './test-app.ts';

const translator = createTranslator([uiCatalogue, siteCatalogue]);

/** Name and lifetime, as a reader of the table gets them. */
function rowsOf(document: Document): Map<string, string> {
  const cells = (row: Element) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim() ?? '');
  return new Map([...document.querySelectorAll('tbody tr')].map((row) => [cells(row)[0] ?? '', cells(row).at(-1) ?? '']));
}

/** As the table would say it. */
function lifetime(cookie: string): string {
  const seconds = /max-age=(\d+)/i.exec(cookie)?.[1];
  if (seconds === undefined) return 'Until you close the browser';
  const days = Number(seconds) / 86_400;
  return days < 1 ? `${Number(seconds) / 60} minute` : `${days} ${days === 1 ? 'day' : 'days'}`;
}

// interface.md check 34
describe('the table of cookies', () => {
  it('lists exactly the cookies that a visit from the first page to the last sets, with the time they stay', async () => {
    const clock = new FakeClock('2026-03-05T09:00:10Z');
    const app = await testApp({ wallClock: clock });
    const set = new Map<string, string>();
    app.app.addHook('onSend', async (_request, reply) => {
      for (const cookie of [reply.getHeader('set-cookie') ?? []].flat().map(String)) {
        const [name = '', value] = cookie.split(/[=;]/);
        if (value) set.set(name, lifetime(cookie));
      }
    });
    const operators = [await makeOperator(app.db, { name: 'Norvane Grid' }), await makeOperator(app.db, { name: 'Ostrava Water' })];
    const person = await makePerson(app, { memberships: operators.map((operator) => ({ operator })) });
    const client = app.anonymous();
    await client.post('/language', { language: 'de', path: '/sign-in' });
    await client.post('/display', { scheme: 'dark', shortcuts: 'off', path: '/sign-in' });
    await begin(client);
    await signIn(client, person, clock);
    await client.post('/organisation', { organisation: operators[0]?.id ?? '' });
    expect((await client.get('/')).status).toBe(200);
    await client.post('/sign-out');
    for (const language of languages) {
      client.cookies.set('__Host-vigie-language', language);
      const { document } = await client.get('/cookies');
      expect(rowsOf(document).size, language).toBe(set.size);
    }
    client.cookies.set('__Host-vigie-language', 'en');
    expect([...set].sort()).toEqual([...rowsOf((await client.get('/cookies')).document)].sort());
  });

  it('lists the cookie of a demonstration that others can reach, and only there', () => {
    const listed = (exposesDemo: boolean) => {
      const view = <CookieTable names={cookiesInUse({ exposesDemo })} />;
      return [...rowsOf(parseHTML(`<body>${renderFragment(createUi({ ...sampleUi(), translator }), view)}</body>`).document).keys()];
    };
    expect(listed(true)).toContain('__Host-vigie-demo');
    expect(listed(false)).not.toContain('__Host-vigie-demo');
  });
});
