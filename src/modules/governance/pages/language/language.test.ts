import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { totpCode } from '#platform/auth/totp.ts';
import { mailDelivery } from '#platform/db/schema.ts';
import type { Client, Reply } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account } from '../../schema.ts';
import { makeRegulator, makeRegulatorAccount } from '../../testing/factories.ts';
import { hiddenField, makePerson, type Person, password, secretShown, signIn } from '../../testing/sign-in.ts';

const languageOf = ({ document }: Reply) => document.querySelector('html')?.getAttribute('lang');

/** Presses a language in the header of the page that is shown. */
async function speak(client: Client, shown: Reply, language: string): Promise<Reply> {
  const form = shown.document.querySelector('form[action="/language"]');
  const path = form?.querySelector('input[name=path]')?.getAttribute('value') ?? '';
  const answer = await client.post('/language', { language, path });
  expect(answer.status).toBe(303);
  return client.get(String(answer.headers.location));
}

// interface.md check 27; what was typed and is not saved yet: e2e/language.spec.ts
describe('another language', () => {
  let app: TestApp;
  let clock: FakeClock;
  let elin: Person;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
    elin = await makePerson(app, { email: 'elin@norvane.example' });
  });

  const signedIn = async (client = app.anonymous()) => {
    clock.advance({ seconds: 30 });
    await signIn(client, elin, clock);
    return client;
  };
  const languageOfAccount = async ({ accountId }: Person) =>
    (await app.db.select().from(account).where(eq(account.id, accountId)))[0]?.language;

  it('keeps the page and the filters of a list', async () => {
    const regulator = await makeRegulator(app.db, { slug: 'cyber', short: 'NCA', name: { en: 'Authority' } });
    const tomas = await app.as(await makeRegulatorAccount(app.db, regulator));
    const shown = await tomas.get('/incidents?view=all&late=yes&q=wind&sort=reference');
    expect(shown.document.querySelectorAll('.v-chip')).toHaveLength(2);
    const french = await speak(tomas, shown, 'fr');
    expect(languageOf(french)).toBe('fr');
    expect(french.document.querySelectorAll('.v-chip')).toHaveLength(2);
    expect(french.document.querySelector('input[name=q]')?.getAttribute('value')).toBe('wind');
    expect(french.document.querySelector('.v-views [aria-current=page]')?.getAttribute('href')).toContain('view=all');
  });

  it('is spoken by every other device from its next sign-in on', async () => {
    const office = await signedIn();
    const phone = await signedIn();
    await speak(phone, await phone.get('/account'), 'nl');
    expect(languageOf(await office.get('/'))).toBe('en');
    const again = await signedIn(office);
    expect(languageOf(await again.get('/'))).toBe('nl');
    expect((await again.get('/account')).document.querySelector('select[name=language] option[selected]')?.getAttribute('value')).toBe(
      'nl',
    );
  });

  it('is followed by the mails', async () => {
    const client = await signedIn();
    await speak(client, await client.get('/'), 'de');
    await signedIn();
    await app.runJobs();
    const sent = await app.db.select().from(mailDelivery).where(eq(mailDelivery.recipient, elin.email));
    expect(sent.map(({ language }) => language)).toContain('de');
  });

  it('that was chosen on the way in is taken on by the account the first time, and never again', async () => {
    const nova = await makePerson(app, { hasFactor: false });
    const client = app.anonymous();
    await speak(client, await client.get('/sign-in'), 'fr');
    await client.post('/sign-in', { email: nova.email, password });
    const shown = await client.get('/sign-in/enrol');
    expect([languageOf(shown), await languageOfAccount(nova)]).toEqual(['fr', 'en']);
    const secret = secretShown(shown);
    const enrolment = { code: totpCode(secret, clock.now()), sealed: hiddenField(shown, 'sealed'), name: 'Phone' };
    expect((await client.post('/sign-in/enrol', enrolment)).status).toBe(200);
    expect(await languageOfAccount(nova)).toBe('fr');

    const other = app.anonymous();
    await speak(other, await other.get('/sign-in'), 'de');
    clock.advance({ seconds: 30 });
    await other.post('/sign-in', { email: nova.email, password });
    await other.post('/sign-in/code', { code: totpCode(secret, clock.now()) });
    expect([languageOf(await other.get('/')), await languageOfAccount(nova)]).toEqual(['fr', 'fr']);
  });
});
