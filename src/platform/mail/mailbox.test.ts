import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plantedGates } from '#platform/testing/web-world.tsx';
import { readConfig } from '../config/config.ts';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { mailDelivery } from '../db/schema.ts';
import { buildServer } from '../http/server.ts';
import { createTranslator } from '../i18n/catalogue.ts';
import { httpCatalogue } from '../i18n/locales/http.ts';
import { mailCatalogue } from '../i18n/locales/mail.ts';
import { uiCatalogue } from '../i18n/locales/ui.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { loadTheme } from '../theme/load-theme.ts';
import { mailboxRoutes, offersMailbox } from './mailbox.route.ts';

const [pglite] = scratchKinds(undefined);

describe('the mailbox page', () => {
  let database: OpenDatabase;
  let app: FastifyInstance;
  const clock = new FakeClock();

  beforeAll(async () => {
    if (!pglite) throw new Error('no database');
    database = await pglite.open();
    const config = readConfig(resolve('.'), { APP_ENV: 'test' });
    app = await buildServer({
      ...{ config, db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) },
      routes: mailboxRoutes(config),
      sessions: {
        load: async () => undefined,
        loadNotifier: async () => undefined,
        touch: async () => undefined,
        end: async () => undefined,
      },
      translator: createTranslator([uiCatalogue, httpCatalogue, mailCatalogue]),
      assets: { url: (name) => `/static/${name}` },
      theme: loadTheme(resolve('themes/default')),
      version: 'Vigie 1.0',
      frame: () => ({ homeHref: '/', navigation: [], accountLinks: [], help: { href: '/help', shortcuts: [] }, version: 'Vigie' }),
      gates: plantedGates,
    });
  });
  afterAll(async () => {
    await app.close();
    await database.close();
  });
  beforeEach(async () => {
    await database.db.delete(mailDelivery);
  });

  const get = (url: string, language = 'en') => app.inject({ url, headers: { 'accept-language': language } });
  const put = async (values: Partial<typeof mailDelivery.$inferInsert> = {}) => {
    const id = newId();
    const row = {
      id,
      eventKey: id,
      recipient: 'elin@operator.example',
      template: 'test.code',
      language: 'en',
      payload: {},
      createdAt: clock.now(),
    };
    await database.db.insert(mailDelivery).values({ ...row, ...values });
    return id;
  };

  it('says so when there is nothing', async () => {
    const answer = await get('/mailbox');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('There are no mails yet');
  });

  it('lists mails and those of one recipient', async () => {
    await put({ subject: 'Your code', state: 'sent', sentAt: clock.now() });
    await put({ subject: 'For somebody else', recipient: 'soc@nca.example', state: 'sent', sentAt: clock.now() });
    const all = (await get('/mailbox')).body;
    expect(all).toContain('Your code');
    expect(all).toContain('For somebody else');
    const one = (await get('/mailbox?to=Elin@operator.example')).body;
    expect(one).toContain('Your code');
    expect(one).not.toContain('For somebody else');
  });

  it('leads through more mails than fit on a page', async () => {
    for (let count = 0; count < 51; count++) await put({ subject: `Mail number ${count};` });
    const first = (await get('/mailbox')).body;
    const next = /href="(\/mailbox\?after=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = (await get(next)).body;
    expect(first).not.toContain('Mail number 0;');
    expect(second).toContain('Mail number 0;');
    expect(second).not.toContain('Mail number 1;');
    expect((await get('/mailbox?after=nonsense')).statusCode).toBe(200);
  });

  it('shows a mail as text, its addresses as links, and nothing of it as HTML', async () => {
    const bodyText = 'Your code: 123456\n\nOpen:\nhttps://vigie.example/activate?x=1\n\n<script>alert(1)</script>';
    const id = await put({ subject: 'Your <b>code</b>', state: 'sent', sentAt: clock.now(), bodyText, bodyHtml: '<p style="x">hi</p>' });
    const { body } = await get(`/mailbox/${id}`);
    expect(body).toContain('<a href="https://vigie.example/activate?x=1">');
    expect(body).toContain('Your &lt;b>code&lt;/b>');
    expect(body).not.toContain('<script>alert');
    const html = await get(`/mailbox/${id}/html`);
    expect(html.headers['content-disposition']).toContain('attachment');
    expect(html.body).toBe('<p style="x">hi</p>');
  });

  it('says why a mail was not sent, in the language of the reader', async () => {
    const id = await put({ state: 'failed', lastError: 'The mail server refused the message: 550' });
    const { body } = await get(`/mailbox/${id}`, 'de');
    expect(body).toContain('Fehlgeschlagen');
    expect(body).toContain('refused the message: 550');
  });

  it('knows no mail that is not there', async () => {
    expect((await get(`/mailbox/${newId()}`)).statusCode).toBe(404);
    expect((await get('/mailbox/1')).statusCode).toBe(404);
  });

  it('does not exist in production or beside a mail server', () => {
    expect(offersMailbox({ mode: 'production', mailUrl: undefined })).toBe(false);
    expect(offersMailbox({ mode: 'demo', mailUrl: 'smtp://localhost' })).toBe(false);
    expect(mailboxRoutes({ mode: 'production', mailUrl: 'smtp://localhost' })).toEqual([]);
    expect(offersMailbox({ mode: 'demo', mailUrl: undefined })).toBe(true);
  });
});
