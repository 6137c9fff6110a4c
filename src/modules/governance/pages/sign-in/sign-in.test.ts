import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditDetail, auditEvent } from '#platform/db/schema.ts';
import type { Client, Reply } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account } from '../../schema.ts';
import { endSessionsOf } from '../../services/end-sessions.ts';
import { makePerson, type Person, password, sessionsOf, signIn } from '../../testing/sign-in.ts';

describe('signing in', () => {
  let app: TestApp;
  let clock: FakeClock;
  let elin: Person;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
    elin = await makePerson(app, { email: 'elin@norvane.example' });
  });

  const isIn = async (client: Client) => (await client.get('/')).status === 200;

  it('takes e-mail and password, then a code, and leads to where the person wanted to go', async () => {
    const client = app.anonymous();
    expect((await client.get('/?q=grid')).headers.location).toBe('/sign-in?next=%2F%3Fq%3Dgrid');
    const first = await client.post('/sign-in', { email: elin.email, password, next: '/?q=grid' });
    expect([first.status, first.headers.location]).toEqual([303, '/sign-in/code?next=%2F%3Fq%3Dgrid']);
    expect((await client.get('/')).headers.location).toBe('/sign-in/code?next=%2F');
    const second = await client.post('/sign-in/code', { code: elin.code(clock), next: '/?q=grid' });
    expect([second.status, second.headers.location]).toEqual([303, '/?q=grid']);
    expect(await isIn(client)).toBe(true);
  });

  // governance.md check 15
  it('takes the address in capitals, and spaces around it', async () => {
    const client = app.anonymous();
    await client.post('/sign-in', { email: '  ELIN@Norvane.Example ', password });
    await client.post('/sign-in/code', { code: ` ${elin.code(clock).replace(/^.../, '$& ')} ` });
    expect(await isIn(client)).toBe(true);
  });

  // governance.md check 15
  it('says the same, byte for byte, whichever part was wrong', async () => {
    const gone = await makePerson(app, { email: 'gone@norvane.example', active: false });
    const attempts = [
      { email: 'nobody@norvane.example', password },
      { email: elin.email, password: 'wrong' },
      { email: gone.email, password },
      { email: gone.email, password: 'wrong' },
      { email: 'no address', password },
    ];
    const answers: string[] = [];
    for (const fields of attempts) {
      const client = app.anonymous();
      const answer = await client.post('/sign-in', fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('E-mail address or password is wrong, or the account is not active.');
      expect(client.cookies.has('__Host-vigie-session')).toBe(false);
      answers.push(sameBytes(answer, fields.email));
    }
    expect(new Set(answers).size).toBe(1);
  });

  it('keeps the address but never sends a password back', async () => {
    const answer = await app.anonymous().post('/sign-in', { email: elin.email, password: 'my secret' });
    expect(answer.document.querySelector('input[name=email]')?.getAttribute('value')).toBe(elin.email);
    expect(answer.body).not.toContain('my secret');
    const empty = await app.anonymous().post('/sign-in', { email: ' ', password: '' });
    expect(empty.text).toContain('Enter your e-mail address');
    expect(empty.text).toContain('Enter your password');
  });

  // governance.md check 16
  it('is possible at its own address only', async () => {
    const forms = ['/account/create', '/account/password/reset', '/account/check-mail', '/account/password/choose/reset/unknown'];
    for (const url of [...forms, '/', '/sign-in/code', '/organisation', '/language', '/sign-out', '/files', '/mailbox', '/no-such-page']) {
      const client = app.anonymous();
      await client.post(url, { email: elin.email, password, code: elin.code(clock) });
      expect(client.cookies.has('__Host-vigie-session'), url).toBe(false);
    }
    expect(await sessionsOf(app.db, elin.accountId)).toEqual([]);
  });

  // governance.md check 20
  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/ /evil.example',
    'files',
    '',
  ])('goes home instead of to "%s"', async (next) => {
    const client = app.anonymous();
    const first = await client.post('/sign-in', { email: elin.email, password, next });
    expect(first.headers.location).toBe('/sign-in/code?next=%2F');
    const second = await client.post('/sign-in/code', { code: elin.code(clock), next });
    expect(second.headers.location).toBe('/');
    const again = await client.get(`/sign-in?${new URLSearchParams({ next })}`);
    expect(again.headers.location).toBe('/');
    const language = await client.post('/language', { language: 'fr', path: next });
    expect(language.headers.location).toBe('/');
  });

  // governance.md check 22
  it('refuses a code that was used, that is old, or that belongs to somebody else', async () => {
    const dana = await makePerson(app);
    const first = app.anonymous();
    await signIn(first, elin, clock);
    expect(await isIn(first)).toBe(true);
    const second = app.anonymous();
    await second.post('/sign-in', { email: elin.email, password });
    for (const code of [elin.code(clock), elin.code(clock, -30), dana.code(clock), '000000', 'abc']) {
      const answer = await second.post('/sign-in/code', { code });
      expect(answer.status, code).toBe(422);
      expect(answer.text).toContain('This code is wrong, too old or already used.');
    }
    expect(await isIn(second)).toBe(false);
    clock.advance({ seconds: 30 });
    await second.post('/sign-in/code', { code: elin.code(clock) });
    expect(await isIn(second)).toBe(true);
  });

  it('takes no code at all after ten wrong ones within 15 minutes, from whatever browser, and nobody else is held up', async () => {
    const [guessing, other] = [app.anonymous(), app.anonymous()];
    for (const browser of [guessing, other]) await browser.post('/sign-in', { email: elin.email, password });
    for (let tries = 0; tries < 10; tries += 1) await guessing.post('/sign-in/code', { code: '000000' });
    for (const browser of [guessing, other]) {
      const answer = await browser.post('/sign-in/code', { code: elin.code(clock) });
      expect([answer.status, answer.text.includes('Too many wrong codes')]).toEqual([422, true]);
    }
    const dana = app.anonymous();
    await signIn(dana, await makePerson(app), clock);
    expect(await isIn(dana)).toBe(true);
    clock.advance({ minutes: 15 });
    await signIn(other, elin, clock);
    expect(await isIn(other)).toBe(true);
  });

  it('lets one of two browsers in that send the same code at once', async () => {
    const browsers = [app.anonymous(), app.anonymous()];
    for (const browser of browsers) await browser.post('/sign-in', { email: elin.email, password });
    const answers = await Promise.all(browsers.map((browser) => browser.post('/sign-in/code', { code: elin.code(clock) })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  // operations.md check 6
  it('changes the cookie with every step, so that one planted before is worth nothing', async () => {
    const client = app.anonymous();
    client.cookies.set('__Host-vigie-session', 'planted');
    await client.post('/sign-in', { email: elin.email, password });
    const waiting = client.cookies.get('__Host-vigie-session') ?? '';
    await client.post('/sign-in/code', { code: elin.code(clock) });
    const complete = client.cookies.get('__Host-vigie-session') ?? '';
    expect(new Set(['planted', waiting, complete]).size).toBe(3);
    const thief = app.anonymous();
    thief.cookies.set('__Host-vigie-session', waiting);
    expect(await isIn(thief)).toBe(false);
    const [row] = await sessionsOf(app.db, elin.accountId);
    expect(JSON.stringify(row)).not.toContain(complete);
  });

  it('must be done within ten minutes, and holds for twelve hours', async () => {
    const slow = app.anonymous();
    await slow.post('/sign-in', { email: elin.email, password });
    clock.advance({ minutes: 10 });
    expect((await slow.post('/sign-in/code', { code: elin.code(clock) })).headers.location).toBe('/sign-in?next=%2F');
    const client = app.anonymous();
    await signIn(client, elin, clock);
    for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
      clock.advance({ minutes: 10 });
      expect(await isIn(client)).toBe(true);
    }
    clock.advance({ minutes: 10 });
    expect(await isIn(client)).toBe(false);
  });

  // governance.md check 26
  it('ends after 15 minutes without a request; script is told where to go', async () => {
    const client = app.anonymous();
    await signIn(client, elin, clock);
    clock.advance({ minutes: 14 });
    expect(await isIn(client)).toBe(true);
    clock.advance({ minutes: 15 });
    expect((await client.get('/?a=1')).headers.location).toBe('/sign-in?next=%2F%3Fa%3D1');
    const script = await client.get('/', { accept: 'application/json' });
    expect([script.status, JSON.parse(script.body)]).toEqual([401, { location: '/sign-in?next=%2F' }]);
  });

  it('ends at once for an account that is switched off, and when the person signs out', async () => {
    const client = app.anonymous();
    await signIn(client, elin, clock);
    const answer = await client.post('/sign-out');
    expect(answer.headers.location).toBe('/sign-in');
    expect((await client.get('/sign-in')).text).toContain('Sign in');
    expect(await sessionsOf(app.db, elin.accountId)).toEqual([]);
    clock.advance({ minutes: 1 });
    await signIn(client, elin, clock);
    await app.db.update(account).set({ active: false }).where(eq(account.id, elin.accountId));
    expect(await isIn(client)).toBe(false);
  });

  // governance.md check 29, operations.md check 7
  it('is undone everywhere by a forced sign-out, for that person alone', async () => {
    const dana = await makePerson(app);
    const [one, two, other] = [app.anonymous(), app.anonymous(), app.anonymous()];
    await signIn(one, elin, clock);
    await signIn(other, dana, clock);
    clock.advance({ seconds: 30 });
    await signIn(two, elin, clock);
    const waiting = app.anonymous();
    await waiting.post('/sign-in', { email: elin.email, password });
    const ctx = app.systemCtx();
    await app.db.transaction((tx) => endSessionsOf(tx, ctx, elin.accountId, 'password changed'));
    clock.advance({ seconds: 30 });
    expect((await waiting.post('/sign-in/code', { code: elin.code(clock) })).headers.location).toBe('/sign-in?next=%2F');
    expect([await isIn(one), await isIn(two), await isIn(other)]).toEqual([false, false, true]);
  });

  it('leaves a trail of what was accepted and refused, without the password', async () => {
    const client = app.anonymous();
    await client.post('/sign-in', { email: elin.email, password: 'wrong one' });
    await client.post('/sign-in', { email: 'nobody@norvane.example', password: 'wrong one' });
    await signIn(client, elin, clock);
    const rows = await app.db
      .select()
      .from(auditEvent)
      .innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
      .orderBy(auditEvent.seq);
    expect(rows.map((row) => [row.audit_event.action, row.audit_event.subjectId])).toEqual([
      ['governance.signInRefused', elin.accountId],
      ['governance.signInRefused', null],
      ['governance.passwordAccepted', elin.accountId],
      ['governance.signedIn', elin.accountId],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/wrong one|nobody@/);
  });
});

/** All of an answer but what differs by nature: the token's mask, the cookie, and the address that the person typed. */
function sameBytes({ headers, body, document }: Reply, email: string): string {
  const token = document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
  expect(token).not.toBe('');
  const { 'set-cookie': _cookie, date: _date, ...rest } = headers;
  const kept = Object.entries(rest).filter(([name]) => !/^(x-ratelimit|x-request-id|content-length)/.test(name));
  const tokens = new RegExp(`${token}|value="${email}"`, 'g');
  return JSON.stringify([kept, body.replace(tokens, '').replaceAll(/name="_csrf" value="[^"]*"/g, '')]);
}
