import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountActor } from '#platform/context/actor.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { languages } from '#platform/i18n/language.ts';
import { openMailTransport } from '#platform/mail/transport.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { SmtpRelay } from '#platform/testing/smtp-relay.ts';
import { type Client, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { makeOperator, makeOperatorAccount } from '../../testing/factories.ts';

const typed = {
  firstName: 'Elin',
  lastName: 'Marchetti',
  phone: '+352 41 12 21',
  message: 'Our second site is missing.\n\nCan you add it?',
  consent: 'yes',
};
const stranger = { ...typed, email: 'Nobody@Elsewhere.example' };

describe('the contact form', () => {
  let app: TestApp;
  let clock: FakeClock;
  let relay: SmtpRelay;
  let elin: AccountActor;
  let client: Client;

  const open = async (environment: Record<string, string> = {}) => {
    const transport = openMailTransport({ mailUrl: `smtp://127.0.0.1:${relay.port}`, mailFrom: 'Vigie <no-reply@vigie.example>' });
    app = await testApp({ wallClock: clock, transport, environment });
    elin = await makeOperatorAccount(app.db, await makeOperator(app.db, { name: 'Norvane Grid' }));
    client = await app.as(elin);
  };
  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    relay = new SmtpRelay();
    await relay.open();
    await open();
  });
  afterEach(() => relay.close());

  const deliveries = () => app.db.select().from(mailDelivery);
  const headOf = (message = '') => message.split('\r\n\r\n')[0] ?? '';

  // governance.md check 73
  it('sends one mail that is answered at the address of the account, whatever address was posted', async () => {
    const shown = await client.get('/contact');
    expect(shown.document.querySelector('input[name=email]')).toBeNull();
    expect(shown.text).toContain(elin.email);
    const answer = await client.post('/contact', { ...typed, email: 'attacker@evil.example' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/contact']);
    expect((await client.get('/contact')).text).toContain('Your message is on its way');
    await app.runJobs();
    expect(relay.messages).toHaveLength(1);
    const head = headOf(relay.messages[0]);
    expect(head).toContain(`Reply-To: ${elin.email}`);
    expect(head).toContain('To: contact@vigie.example');
    expect(head).toContain('From: Vigie <no-reply@vigie.example>');
    expect(head).toContain('Subject: Message from Elin Marchetti');
    expect(relay.messages[0]).toContain('Our second site is missing.');
    expect(relay.messages[0]).toContain('Norvane Grid');
    expect(relay.messages[0]).not.toContain('evil.example');
    expect(await app.db.$count(auditEvent, eq(auditEvent.action, 'governance.contactSent'))).toBe(1);
  });

  it('keeps nothing of a message in the database once it was sent', async () => {
    await client.post('/contact', typed);
    await app.runJobs();
    const [kept] = await deliveries();
    expect(kept).toMatchObject({ state: 'sent', payload: {}, bodyText: null, bodyHtml: null });
  });

  it('is written in the default language, whoever wrote it', async () => {
    const german = await app.as(elin, 'de');
    await german.post('/contact', typed);
    await app.runJobs();
    expect(headOf(relay.messages[0])).toContain('Subject: Message from Elin Marchetti');
  });

  it('fills in what the account knows, and shows again what was typed beside what is wrong', async () => {
    const input = (document: Document, name: string) => document.querySelector(`input[name=${name}]`)?.getAttribute('value');
    const { document } = await client.get('/contact');
    expect(`${input(document, 'firstName')} ${input(document, 'lastName')}`).toBe(elin.name);
    const answer = await client.post('/contact', {
      firstName: 'x'.repeat(151),
      lastName: ' ',
      phone: '1'.repeat(31),
      message: 'm'.repeat(5_001),
    });
    expect(answer.status).toBe(422);
    expect([...answer.document.querySelectorAll('.v-errors a')].map((link) => link.textContent)).toEqual([
      'Use at most 150 characters',
      'Enter your last name',
      'Use at most 30 characters',
      'Use at most 5,000 characters',
      'Tick the box, so that we may answer you',
    ]);
    expect(input(answer.document, 'firstName')).toHaveLength(151);
    expect(answer.document.querySelector('textarea')?.textContent).toHaveLength(5_001);
    expect(await deliveries()).toEqual([]);
  });

  it('takes five messages an hour from one account, also at once, and keeps the text of the sixth', async () => {
    await client.get('/contact');
    const answers = await Promise.all(Array.from({ length: 7 }, () => client.post('/contact', typed)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303, 303, 303, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers['retry-after']).toBe('3600');
    expect(refused?.text).toContain('You have written five times within an hour');
    expect(refused?.document.querySelector('textarea')?.textContent).toContain('Our second site is missing.');
    expect(await deliveries()).toHaveLength(5);
    const other = await app.as(await makeOperatorAccount(app.db, await makeOperator(app.db)));
    expect((await other.post('/contact', typed)).status).toBe(303);
    clock.advance({ minutes: 60, seconds: 1 });
    // The session of before has ended meanwhile.
    expect((await (await app.as(elin)).post('/contact', typed)).status).toBe(303);
  });

  it('tells a program that fills in the field nobody sees what it wants to hear, and sends nothing', async () => {
    expect((await client.post('/contact', { ...typed, website: 'https://spam.example' })).status).toBe(303);
    expect(await deliveries()).toEqual([]);
  });

  it('lets nobody start a header of their own', async () => {
    await client.post('/contact', { ...typed, firstName: 'Elin\r\nBcc: all@evil.example' });
    await app.runJobs();
    expect(headOf(relay.messages[0])).not.toMatch(/^bcc:/im);
  });

  it('is not there for strangers unless it was set, who still see how to reach the organisation', async () => {
    const visitor = app.anonymous();
    const { document, text } = await visitor.get('/contact');
    expect(document.querySelector('main form')).toBeNull();
    expect(text).toContain('National Cybersecurity Authority');
    expect(document.querySelector('main a[href="mailto:contact@vigie.example"]')).not.toBeNull();
    expect(document.querySelector('main a[href="/sign-in?next=%2Fcontact"]')).not.toBeNull();
    expect((await visitor.post('/contact', {})).headers.location).toBe('/sign-in?next=%2Fcontact');
    // Whoever was signed out while writing loses nothing.
    const held = await visitor.post('/contact', stranger);
    expect(held.status).toBe(401);
    expect(held.document.querySelector('main input[name=message]')?.getAttribute('value')).toContain('Our second site is missing.');
    expect(await deliveries()).toEqual([]);
  });

  it('takes a stranger at their word where it is open to them, five an hour from one network', async () => {
    await open({
      CONTACT_STRANGERS: 'yes',
      CONTACT_EMAIL: 'help@authority.example',
      CONTACT_PHONE: '+352 24 78 00',
      CONTACT_ADDRESS: '1, rue du Port; 2000 Norvane',
      CONTACT_POSTAL_ADDRESS: 'Box 12; 2001 Norvane',
    });
    const visitor = app.anonymous();
    const { text } = await visitor.get('/contact');
    for (const part of ['1, rue du Port', '2000 Norvane', 'Box 12', '+352 24 78 00', 'help@authority.example'])
      expect(text).toContain(part);
    const wrong = await visitor.post('/contact', { ...stranger, email: 'nobody' });
    expect([wrong.status, wrong.text.includes('Enter an e-mail address, such as')]).toEqual([422, true]);
    expect((await visitor.post('/contact', stranger)).status).toBe(303);
    await app.runJobs();
    expect(headOf(relay.messages[0])).toContain('Reply-To: nobody@elsewhere.example');
    expect(headOf(relay.messages[0])).toContain('To: help@authority.example');
    for (let at = 0; at < 4; at += 1) expect((await app.anonymous().post('/contact', stranger)).status).toBe(303);
    expect((await app.anonymous().post('/contact', stranger)).status).toBe(429);
    expect((await client.post('/contact', typed)).status).toBe(303);
  });

  it('can be read in every language', async () => {
    for (const language of languages) {
      const { document } = await (await app.as(elin, language)).get('/contact');
      expect([document.documentElement.lang, document.querySelectorAll('main form label').length]).toEqual([language, 6]);
    }
  });
});
