import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '#platform/auth/tokens.ts';
import { totpCode } from '#platform/auth/totp.ts';
import { auditEvent } from '#platform/db/schema.ts';
import type { Client } from '#platform/testing/client.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../../testing/test-app.ts';
import { authenticator, backupCode } from '../../schema-credentials.ts';
import { noticesTo } from '../../testing/mails.ts';
import { firstStep } from '../../testing/own-account.ts';
import { codesShown, hiddenField, makePerson, type Person, password, secretShown, sessionsOf, signIn } from '../../testing/sign-in.ts';

describe('the second factor of an account', () => {
  let app: TestApp;
  let clock: FakeClock;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
  });

  const actionsOn = async (accountId: string) => {
    const rows = await app.db.select().from(auditEvent).where(eq(auditEvent.subjectId, accountId)).orderBy(auditEvent.seq);
    return rows.map(({ action }) => action.replace('governance.', ''));
  };
  const prove = (client: Client, person: Person, next = '/') => client.post('/step-up', { password, code: person.code(clock), next });

  describe('setting one up', () => {
    // governance.md check 21, interface.md check 4
    it('is all that somebody without one reaches, besides signing out', async () => {
      const nova = await makePerson(app, { hasFactor: false });
      const client = await firstStep(app, nova, '/?q=1');
      for (const url of ['/', '/account/security', '/sign-in/code', '/sign-in/backup', '/terms/accept', '/organisation']) {
        expect(String((await client.get(url)).headers.location).split('?')[0], url).toBe('/sign-in/enrol');
      }
      expect((await client.get('/sign-in/enrol')).status).toBe(200);
      expect((await client.post('/sign-out')).headers.location).toBe('/sign-in');
    });

    it('takes a right code, signs in without a second sign-in, and shows ten backup codes that must be acknowledged', async () => {
      const nova = await makePerson(app, { hasFactor: false });
      const client = await firstStep(app, nova, '/?q=1');
      const shown = await client.get('/sign-in/enrol?next=%2F%3Fq%3D1');
      const secret = secretShown(shown);
      expect(shown.document.querySelector('svg.v-qr path')).not.toBeNull();
      const wrong = await client.post('/sign-in/enrol', {
        code: '000000',
        sealed: hiddenField(shown, 'sealed'),
        name: 'Work phone',
        next: '/?q=1',
      });
      expect([wrong.status, wrong.text.includes('This code does not fit'), secretShown(wrong)]).toEqual([422, true, secret]);
      expect(wrong.document.querySelector('input[name=name]')?.getAttribute('value')).toBe('Work phone');

      const waiting = client.cookies.get('__Host-vigie-session');
      const code = totpCode(secret, clock.now());
      const fields = { code, sealed: hiddenField(wrong, 'sealed'), name: 'Work phone', next: '/?q=1' };
      const done = await client.post('/sign-in/enrol', fields);
      const codes = codesShown(done);
      expect([done.status, codes.length, new Set(codes).size]).toEqual([200, 10, 10]);
      expect(client.cookies.get('__Host-vigie-session')).not.toBe(waiting);
      expect((await client.get('/')).status).toBe(200);

      // The form of that very page works, although the session behind it is a new one.
      const held = Object.fromEntries(
        [...done.document.querySelectorAll('main form[action$="/kept"] input[type=hidden]')].map((input) => [
          input.getAttribute('name') ?? '',
          input.getAttribute('value') ?? '',
        ]),
      );
      const forgotten = await client.post('/account/security/backup-codes/kept', held);
      expect([forgotten.status, codesShown(forgotten)]).toEqual([422, codes]);
      const file = await client.post('/account/security/backup-codes/file', { sealed: held.sealed ?? '' });
      expect(file.body.trim().split('\r\n')).toEqual(codes);
      const kept = await client.post('/account/security/backup-codes/kept', { ...held, kept: 'yes' });
      expect([kept.status, kept.headers.location]).toEqual([303, '/?q=1']);

      expect(await noticesTo(app.db, nova.email)).toEqual(['authenticatorAdded', 'backupCodesMade']);
      const stored = JSON.stringify([await app.db.select().from(authenticator), await app.db.select().from(backupCode)]);
      for (const plain of [secret, ...codes]) expect(stored).not.toContain(plain);
      // The code that proved it is used up: not good for a sign-in as well.
      const again = await firstStep(app, nova, '/?q=1');
      expect((await again.post('/sign-in/code', { code })).status).toBe(422);
    });

    it('refuses a form of somebody else, one that was made up, and one that was open for too long', async () => {
      const [nova, other] = [await makePerson(app, { hasFactor: false }), await makePerson(app, { hasFactor: false })];
      const [client, theirs] = [await firstStep(app, nova, '/?q=1'), await firstStep(app, other, '/?q=1')];
      const foreign = await theirs.get('/sign-in/enrol');
      const code = totpCode(secretShown(foreign), clock.now());
      for (const sealed of [hiddenField(foreign, 'sealed'), 'a.b.c.d', '']) {
        expect((await client.post('/sign-in/enrol', { code, sealed })).headers.location).toBe('/sign-in/enrol?next=%2F');
      }
      expect(await app.db.$count(authenticator, eq(authenticator.accountId, nova.accountId))).toBe(0);
    });

    it('of two tabs that finish at once, one does', async () => {
      const nova = await makePerson(app, { hasFactor: false });
      const client = await firstStep(app, nova, '/?q=1');
      const tabs = [await client.get('/sign-in/enrol'), await client.get('/sign-in/enrol')];
      const send = (tab: (typeof tabs)[number]) =>
        client.post('/sign-in/enrol', { code: totpCode(secretShown(tab), clock.now()), sealed: hiddenField(tab, 'sealed') });
      const answers = await Promise.all(tabs.map(send));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await app.db.$count(authenticator, eq(authenticator.accountId, nova.accountId))).toBe(1);
    });
  });

  describe('backup codes', () => {
    let elin: Person;
    let client: Client;
    beforeEach(async () => {
      elin = await makePerson(app, { email: 'elin@norvane.example' });
      client = app.anonymous();
      await signIn(client, elin, clock);
    });
    const make = async () => codesShown(await client.post('/account/security/backup-codes'));

    // ASVS 6.5.2
    it('hold more than 112 bits, without letters that look alike; shorter ones from before still work', async () => {
      const codes = await make();
      expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
      for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){5}[A-HJ-NP-Z2-9]{4}$/);
      expect(new Set(codes.join('').replaceAll('-', '')).size).toBeGreaterThan(20);
      const former = { accountId: elin.accountId, createdAt: clock.now(), codeHash: digestOf(`${elin.accountId} ABCDEFGHJKLMNPQR`) };
      await app.db.insert(backupCode).values(former);
      const browser = await firstStep(app, elin, '/?q=1');
      expect((await browser.post('/sign-in/backup', { code: 'abcd-efgh-jklm-npqr' })).status).toBe(303);
    });

    // governance.md check 22
    it('open the second step once each, in whatever way they are typed, and their owner is told', async () => {
      const [first = '', second = ''] = await make();
      const browser = await firstStep(app, elin, '/?q=1');
      expect((await browser.get('/sign-in/code')).document.querySelector('a[href^="/sign-in/backup"]')).not.toBeNull();
      const typed = ` ${first.toLowerCase().replaceAll('-', ' ')} `;
      const answer = await browser.post('/sign-in/backup', { code: typed, next: '/?q=1' });
      expect([answer.status, answer.headers.location]).toEqual([303, '/?q=1']);
      const replay = await firstStep(app, elin, '/?q=1');
      const refused = await replay.post('/sign-in/backup', { code: first });
      expect([refused.status, refused.text.includes('wrong or already used')]).toEqual([422, true]);
      expect((await replay.post('/sign-in/backup', { code: second })).status).toBe(303);
      expect(await noticesTo(app.db, elin.email)).toEqual(['backupCodesMade', 'backupCodeUsed', 'backupCodeUsed']);
      expect((await client.get('/account/security')).text).toContain('8 left');
    });

    it('are worth nothing for another account, and once a new set was made', async () => {
      const [code = ''] = await make();
      const dana = await makePerson(app);
      expect((await (await firstStep(app, dana, '/?q=1')).post('/sign-in/backup', { code })).status).toBe(422);
      expect((await client.get('/account/security/backup-codes')).text).toContain('10 backup codes left');
      await make();
      expect((await (await firstStep(app, elin, '/?q=1')).post('/sign-in/backup', { code })).status).toBe(422);
    });

    it('warn when fewer than three are left', async () => {
      const codes = await make();
      for (const code of codes.slice(0, 8)) {
        expect((await (await firstStep(app, elin, '/?q=1')).post('/sign-in/backup', { code })).status).toBe(303);
        clock.advance({ seconds: 5 });
      }
      expect((await noticesTo(app.db, elin.email)).filter((event) => event === 'backupCodesLow')).toHaveLength(1);
      expect((await client.get('/account/security')).text).toContain('Only 2 backup codes are left');
    });

    it('of two browsers that send the same one at once, one is let in', async () => {
      const [code = ''] = await make();
      const browsers = [await firstStep(app, elin, '/?q=1'), await firstStep(app, elin, '/?q=1')];
      const answers = await Promise.all(browsers.map((browser) => browser.post('/sign-in/backup', { code })));
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    });
  });

  describe('proving it again', () => {
    let elin: Person;
    let client: Client;
    beforeEach(async () => {
      elin = await makePerson(app, { email: 'elin@norvane.example' });
      client = app.anonymous();
      await signIn(client, elin, clock);
    });

    // governance.md check 25
    it('is asked for after five minutes, by every page and every post that is sensitive', async () => {
      expect((await client.get('/account/security')).status).toBe(200);
      clock.advance({ minutes: 5 });
      const sensitive = app.routes.filter(({ stepUp }) => stepUp);
      expect(sensitive.map(({ path }) => path.template)).toEqual(
        expect.arrayContaining(['/account/security', '/account/security/backup-codes', '/account/security/authenticators/new']),
      );
      for (const { method, path, secretForm } of sensitive) {
        const url = path.template.replace(/:\w+/g, elin.accountId);
        const answer = method === 'GET' ? await client.get(url) : await client.post(url, { name: 'stolen' });
        // What was typed is kept on a page that leads there, unless it is a secret.
        const isKept = method === 'POST' && !secretForm;
        const to = isKept ? answer.document.querySelector('main a')?.getAttribute('href') : answer.headers.location;
        expect([answer.status, to], `${method} ${url}`).toEqual([isKept ? 401 : 303, `/step-up?next=${encodeURIComponent(url)}`]);
        // The way back from there leads to a page.
        expect(
          app.routes.some((route) => route.method === 'GET' && route.path.template === path.template),
          url,
        ).toBe(true);
      }
      expect(await app.db.$count(backupCode)).toBe(0);
    });

    // operations.md check 6
    it('takes password and code, gives the session a new token, and leads on', async () => {
      clock.advance({ minutes: 6 });
      const before = client.cookies.get('__Host-vigie-session') ?? '';
      const answer = await prove(client, elin, '/account/security');
      expect([answer.status, answer.headers.location]).toEqual([303, '/account/security']);
      expect((await client.get('/account/security')).status).toBe(200);
      const thief = app.anonymous();
      thief.cookies.set('__Host-vigie-session', before);
      expect((await thief.get('/')).headers.location).toBe('/sign-in?next=%2F');
      expect(await sessionsOf(app.db, elin.accountId)).toHaveLength(1);
      expect(await actionsOn(elin.accountId)).toEqual(['passwordAccepted', 'signedIn', 'provenAgain']);
    });

    it('does not say which of the two was wrong, and uses no code up beside a wrong password', async () => {
      clock.advance({ minutes: 6 });
      const attempts = [
        { password: 'wrong', code: elin.code(clock) },
        { password, code: '000000' },
        { password: 'wrong', code: '000000' },
      ];
      for (const fields of attempts) {
        const answer = await client.post('/step-up', { ...fields, next: '/' });
        expect([answer.status, answer.text.includes('Password or code is wrong')]).toEqual([422, true]);
        expect(answer.body).not.toContain('wrong"');
      }
      expect((await prove(client, elin)).status).toBe(303);
    });

    it('takes a backup code, refuses the code of the sign-in, and stops listening after ten wrong passwords', async () => {
      const [code = ''] = codesShown(await client.post('/account/security/backup-codes'));
      const used = elin.code(clock);
      expect((await client.post('/step-up', { password, code: used })).status).toBe(422);
      expect((await client.post('/step-up', { password, code })).status).toBe(303);
      for (let tries = 0; tries < 10; tries += 1) await client.post('/step-up', { password: 'guess', code: '000000' });
      clock.advance({ seconds: 40 });
      const locked = await prove(client, elin);
      expect([locked.status, locked.text.includes('Too many wrong attempts')]).toEqual([422, true]);
      clock.advance({ minutes: 15 });
      expect((await client.get('/')).headers.location).toBe('/sign-in?next=%2F');
    });

    it('never writes the password into the page that says why it was stopped', async () => {
      client.cookies.set('__Host-vigie-session', 'ended');
      const answer = await client.post('/step-up', { password, code: elin.code(clock) });
      expect([answer.status, answer.body.includes(password)]).toEqual([303, false]);
    });
  });
});
