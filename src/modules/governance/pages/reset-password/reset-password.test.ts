import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { statementsOf } from '../../../../testing/statements-of.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account } from '../../schema.ts';
import { authenticator } from '../../schema-credentials.ts';
import { mailsTo, newestLinkTo } from '../../testing/mails.ts';
import { makePerson, type Person, password, sessionsOf, signIn } from '../../testing/sign-in.ts';

const clock = new FakeClock();
const fresh = 'a lantern on the pier';
let app: TestApp;
let elin: Person;
beforeEach(async () => {
  app = await testApp({ wallClock: clock });
  elin = await makePerson(app, { email: 'elin@norvane.example' });
});

const ask = (email: string, client = app.anonymous()) => client.post('/account/password/reset', { email, form: 'field-0123456789ab' });
const isIn = async (text: string) => (await app.anonymous().post('/sign-in', { email: elin.email, password: text })).status === 303;

describe('a forgotten password', () => {
  it('is answered alike for every address, with the same statements, and by mail for an active account alone', async () => {
    const gone = await makePerson(app, { email: 'gone@norvane.example', active: false });
    const seen: unknown[] = [];
    for (const email of [elin.email, gone.email, 'nobody@norvane.example']) {
      const client = app.anonymous();
      let page: Reply | undefined;
      const statements = await statementsOf(async () => {
        page = await client.get(String((await ask(email, client)).headers.location));
      });
      seen.push([page?.status, page?.text.replaceAll(email, ''), statements]);
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect((await mailsTo(app, elin.email)).map(({ mail }) => mail)).toEqual(['governance.password-reset']);
    expect([...(await mailsTo(app, gone.email)), ...(await mailsTo(app, 'nobody@norvane.example'))]).toEqual([]);
  });

  // governance.md check 19
  it('is replaced by a link, once: the address is proven, sessions end, the second factor stays, and the owner is told', async () => {
    const before = app.anonymous();
    await signIn(before, elin, clock);
    await app.db.update(account).set({ emailVerifiedAt: null }).where(eq(account.id, elin.accountId));
    const factor = await app.db.select().from(authenticator).where(eq(authenticator.accountId, elin.accountId));
    await ask(elin.email);
    const link = await newestLinkTo(app, elin.email);
    const client = app.anonymous();
    const answer = await client.post(link, { password: fresh });
    expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in']);
    expect((await client.post(link, { password: 'another lantern there' })).status).toBe(410);
    expect([await isIn(password), await isIn(fresh)]).toEqual([false, true]);
    expect((await before.get('/')).status).toBe(303);
    expect(await app.db.select().from(authenticator).where(eq(authenticator.accountId, elin.accountId))).toEqual(factor);
    const [owner] = await app.db.select().from(account).where(eq(account.id, elin.accountId));
    expect(owner?.emailVerifiedAt?.toString()).toBe(clock.now().toString());
    const notice = (await mailsTo(app, elin.email)).at(-1);
    expect([notice?.mail, notice?.subject]).toEqual(['governance.security-notice', 'Your password was set anew']);
  });

  // governance.md check 19
  it('has a link that works for 30 minutes, and not a second longer', async () => {
    await ask(elin.email);
    const link = await newestLinkTo(app, elin.email);
    clock.advance({ minutes: 29, seconds: 59 });
    expect((await app.anonymous().get(link)).status).toBe(200);
    clock.advance({ seconds: 1 });
    const late = await app.anonymous().get(link);
    expect([late.status, late.document.querySelector('main a')?.getAttribute('href')]).toEqual([410, '/account/password/reset']);
    clock.advance({ seconds: 1 });
    expect((await app.anonymous().post(link, { password: fresh })).status).toBe(410);
    expect(await isIn(password)).toBe(true);
  });

  it('changes nothing when a mail scanner opens the link, however often', async () => {
    await ask(elin.email);
    const link = await newestLinkTo(app, elin.email);
    const statements = await statementsOf(async () => {
      for (let visit = 0; visit < 3; visit += 1) expect((await app.anonymous().get(link)).status).toBe(200);
    });
    expect(statements.filter((text) => !/^select/i.test(text.trim()))).toEqual([]);
    expect((await app.anonymous().post(link, { password: fresh })).status).toBe(303);
  });

  it('keeps the link for a password that is refused, and says why', async () => {
    await ask(elin.email);
    const link = await newestLinkTo(app, elin.email);
    for (const [text, reason] of [
      ['short', 'Choose a password of 12 to 128 characters'],
      ['', 'Choose a password of 12 to 128 characters'],
      ['elin@norvane2026', 'not made of your name'],
      ['Password1234!', 'Many people use this password'],
      [password, 'You have used this password before'],
    ] as const) {
      const answer = await app.anonymous().post(link, { password: text });
      expect([answer.status, answer.text.includes(reason)], text).toEqual([422, true]);
      if (text) expect(answer.body).not.toContain(`value="${text}"`);
    }
    expect((await app.anonymous().post(link, { password: fresh })).status).toBe(303);
  });

  it('ends with a sign-in, with a newer link, and with any change of the password', async () => {
    await ask(elin.email);
    const first = await newestLinkTo(app, elin.email);
    clock.advance({ minutes: 1 });
    await ask(elin.email);
    const second = await newestLinkTo(app, elin.email);
    expect([(await app.anonymous().get(first)).status, (await app.anonymous().get(second)).status]).toEqual([410, 200]);
    await signIn(app.anonymous(), elin, clock);
    expect((await app.anonymous().get(second)).status).toBe(410);
  });

  it('refuses links that are forged, of another purpose, or of an account that was switched off', async () => {
    await ask(elin.email);
    const link = await newestLinkTo(app, elin.email);
    const forged = [
      link.replace('/reset/', '/activate/'),
      link.replace('/reset/', '/invite/'),
      link.slice(0, -1),
      `${link.slice(0, -3)}abc`,
    ];
    for (const url of forged) {
      expect((await app.anonymous().get(url)).status, url).toBe(410);
      expect((await app.anonymous().post(url, { password: fresh })).status, url).toBe(410);
    }
    expect((await app.anonymous().get(link.replace('/reset/', '/emailNew/'))).status).toBe(404);
    await app.db.update(account).set({ active: false }).where(eq(account.id, elin.accountId));
    expect((await app.anonymous().post(link, { password: fresh })).status).toBe(410);
  });

  it('sets one password when two browsers use the link at once', async () => {
    await ask(elin.email);
    const link = await newestLinkTo(app, elin.email);
    const answers = await Promise.all([fresh, 'another lantern there'].map((text) => app.anonymous().post(link, { password: text })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    expect([await isIn(fresh), await isIn('another lantern there')].sort()).toEqual([false, true]);
  });

  it('leads somebody who never chose a password to do so', async () => {
    await app.db.update(account).set({ passwordHash: null }).where(eq(account.id, elin.accountId));
    await ask(elin.email);
    expect((await mailsTo(app, elin.email)).map(({ mail }) => mail)).toEqual(['governance.activation']);
  });

  it('takes three an hour for an address, known or not', async () => {
    for (const email of [elin.email, 'nobody@norvane.example']) {
      for (let n = 0; n < 3; n += 1) expect((await ask(email)).status).toBe(303);
      expect((await ask(email)).status).toBe(429);
    }
    expect((await mailsTo(app, elin.email)).length).toBeLessThanOrEqual(3);
  });

  // governance.md check 16
  it('opens no session', async () => {
    await ask(elin.email);
    const client = app.anonymous();
    const link = await newestLinkTo(app, elin.email);
    await client.post(link, { password: fresh });
    expect(client.cookies.has('__Host-vigie-session')).toBe(false);
    expect(await sessionsOf(app.db, elin.accountId)).toEqual([]);
  });
});
