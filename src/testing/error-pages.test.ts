/** What a reader sees when something fails: in their language, with what to do and whom to ask, whatever is away (interface.md check 33). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessionPort } from '#modules/governance/index.ts';
import { sessionRules } from '#modules/governance/testing/factories.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { definePath } from '#platform/http/path.ts';
import { anyAccount, defineRoute, json } from '#platform/http/route.ts';
import { type Language, languages } from '#platform/i18n/language.ts';
import type { Reply } from '#platform/testing/client.ts';
import { openWebWorld, type WebWorld } from '#platform/testing/web-world.tsx';
import { silentLog } from './silent-log.ts';

/** Nothing listens there: a database that is stopped. */
const nowhere = 'postgres://vigie@127.0.0.1:1/vigie';
const titles: Record<Language, Record<number, string>> = {
  en: {
    403: 'You may not do this',
    404: 'This page does not exist',
    410: 'This is not here any more',
    500: 'Something went wrong on our side',
  },
  fr: {
    403: 'Vous ne pouvez pas faire cela',
    404: 'Cette page n’existe pas',
    410: 'Ceci n’existe plus',
    500: 'Une erreur s’est produite de notre côté',
  },
  de: {
    403: 'Das dürfen Sie nicht',
    404: 'Diese Seite gibt es nicht',
    410: 'Das gibt es nicht mehr',
    500: 'Bei uns ist ein Fehler aufgetreten',
  },
  nl: { 403: 'U mag dit niet doen', 404: 'Deze pagina bestaat niet', 410: 'Dit is er niet meer', 500: 'Er ging bij ons iets mis' },
};
const busy: Record<Language, string> = {
  en: 'The service is busy',
  fr: 'Le service est très sollicité',
  de: 'Der Dienst ist ausgelastet',
  nl: 'De dienst is druk bezet',
};

describe('error pages while the database is stopped', () => {
  let database: OpenDatabase;
  let web: WebWorld;

  beforeAll(async () => {
    database = openPostgres(nowhere, silentLog, 2);
    const mine = defineRoute({ method: 'GET', path: definePath('/kept'), access: anyAccount, handle: () => json({}) });
    web = await openWebWorld(database, { added: [mine], loadSession: createSessionPort(database.db, sessionRules).load });
  });
  afterAll(async () => {
    await web.app.close();
    await database.close();
  });

  /** A page of our own in that language, which says what to do and whom to ask. */
  function expectPage(answer: Reply, language: Language, title: string): void {
    const { document } = answer;
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect([document.documentElement.lang, document.querySelector('h1')?.textContent]).toEqual([language, title]);
    expect(document.querySelector('title')?.textContent).toBe(`${title} | Vigie`);
    expect(document.querySelector('.v-lede')?.textContent?.length).toBeGreaterThan(20);
    expect(document.querySelector('main a[href="mailto:contact@vigie.example"]')).not.toBeNull();
    expect(document.querySelectorAll('main a, main button').length).toBeGreaterThan(1);
  }

  describe.each(languages)('in %s', (language) => {
    const visitor = () => {
      const client = web.anonymous();
      client.cookies.set('__Host-vigie-language', language);
      return client;
    };

    it.each([
      ['/refuse/forbidden', 403],
      ['/no-such-page', 404],
      ['/refuse/gone', 410],
      ['/boom', 500],
    ])('%s says in plain words what happened', async (url, status) => {
      const answer = await visitor().get(url);
      expect(answer.status).toBe(status);
      expectPage(answer, language, titles[language][status] ?? '');
      const hasNumber = new RegExp(`${String(answer.headers['x-request-id'])}`).test(answer.text);
      expect(hasNumber).toBe(status >= 500);
    });

    it('somebody whose session cannot be read is told that it passes, with a number and when to come back', async () => {
      const client = visitor();
      client.cookies.set('__Host-vigie-session', 'of somebody');
      const answer = await client.get('/kept');
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
      expectPage(answer, language, busy[language]);
      expect(answer.text).toContain(String(answer.headers['x-request-id']));
      expect(client.cookies.get('__Host-vigie-session')).toBe('of somebody');
    });
  });

  it('cover the numbers that browsers and forms bring about', async () => {
    const client = web.anonymous();
    const large = 'x'.repeat(2 * 1024 * 1024);
    const answers: [Reply, number][] = [
      [await client.get('/%'), 404],
      [await client.post('/save', { _csrf: 'old' }), 419],
      [await client.post('/save', {}, { 'sec-fetch-site': 'cross-site' }), 403],
      [await client.post('/save', { name: large }), 413],
      [await client.get('/refuse/refused'), 422],
      [await client.get('/refuse/conflict'), 409],
      [await client.post('/save', {}, { 'content-type': 'application/json' }), 415],
    ];
    for (const [answer, status] of answers) {
      expect(answer.status).toBe(status);
      expectPage(answer, 'en', answer.document.querySelector('h1')?.textContent ?? '');
    }
    const flooded = await openWebWorld(database, { environment: { RATE_LIMIT: '10' } });
    for (let at = 0; at < 10; at += 1) await flooded.anonymous().get('/open');
    const refused = await flooded.anonymous().get('/open', { 'accept-language': 'nl' });
    expect(refused.status).toBe(429);
    expectPage(refused, 'nl', 'Te veel verzoeken');
    await flooded.app.close();
  });

  it('need no script, and no style but their own files', async () => {
    const { document } = await web.anonymous().get('/boom');
    expect(document.querySelectorAll('style, script:not([src]), [style], [onclick]')).toHaveLength(0);
  });

  it('lead to the contact page where no address was set', async () => {
    const bare = await openWebWorld(database, {
      environment: {
        APP_ENV: 'production',
        APP_BASE_URL: 'https://vigie.test',
        DATABASE_URL: 'postgres://vigie:Zk3vQ8@db/vigie',
        MAIL_URL: 'smtps://vigie:Zk3vQ8@mail/',
        VIGIE_SECRET_KEYS: `a:${Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37) % 251)).toString('base64')}`,
        VIGIE_AUDIT_KEYS: `a:${Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 41 + 7) % 251)).toString('base64')}`,
      },
    });
    const { document } = await bare.anonymous().get('/no-such-page');
    expect(document.querySelector('main a[href="/contact"]')).not.toBeNull();
    await bare.app.close();
  });
});
