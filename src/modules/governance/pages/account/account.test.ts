import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditDetail, auditEvent, mailDelivery } from '#platform/db/schema.ts';
import type { Client } from '#platform/testing/client.ts';
import type { FakeClock } from '#platform/testing/fake-clock.ts';
import type { TestApp } from '../../../../testing/test-app.ts';
import { platformAdministrator, session } from '../../schema.ts';
import { knownDevice } from '../../schema-credentials.ts';
import { makeIncidentUser, makeOperator, makeOperatorAccount } from '../../testing/factories.ts';
import { noticesTo } from '../../testing/mails.ts';
import { isIn, ownAccount, rowOf } from '../../testing/own-account.ts';
import { hiddenField, makePerson, type Person, password, sessionsOf, signIn } from '../../testing/sign-in.ts';

describe('looking after one’s own account', () => {
  let app: TestApp;
  let clock: FakeClock;
  let elin: Person;
  let client: Client;

  beforeEach(async () => {
    ({ app, clock, elin, client } = await ownAccount());
  });

  const otherBrowser = async () => {
    clock.advance({ seconds: 30 });
    const other = app.anonymous();
    await signIn(other, elin, clock);
    return other;
  };

  describe('details', () => {
    const form = async (changes: Record<string, string | string[]> = {}) => {
      const shown = await client.get('/account');
      const kept = { email: hiddenField(shown, 'email'), _version: hiddenField(shown, '_version') };
      const typed = { firstName: 'Élin', lastName: 'Marchetti', phone: '+352 26 12 34', language: 'fr', timeZone: 'Europe/Athens' };
      return { ...kept, ...typed, ...changes };
    };

    it('are shown with address and role, saved with language and zone, and leave a trail', async () => {
      const shown = await client.get('/account');
      expect(shown.text).toContain('elin@norvane.example');
      expect(shown.text).toContain('Incident user');
      expect((await client.post('/account', await form())).headers.location).toBe('/account');
      expect(await rowOf(app, elin.accountId)).toMatchObject({ firstName: 'Élin', language: 'fr', timeZone: 'Europe/Athens', version: 2 });
      expect((await client.get('/account')).text).toContain('Vos coordonnées ont été enregistrées');
      const [trail] = await app.db
        .select({ detail: auditDetail.detail })
        .from(auditEvent)
        .innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
        .where(and(eq(auditEvent.action, 'governance.accountUpdated'), eq(auditEvent.subjectId, elin.accountId)));
      expect(trail?.detail).toMatchObject({ firstName: { to: 'Élin' }, timeZone: { from: null, to: 'Europe/Athens' } });
    });

    it('keep what was typed when something is wrong, and change nothing', async () => {
      const wrong = { firstName: ' ', phone: 'call me', timeZone: 'Moon/Base', lastName: 'x'.repeat(101), language: 'la' };
      const answer = await client.post('/account', await form(wrong));
      expect(answer.status).toBe(422);
      for (const text of ['Enter your first name', 'Enter a telephone number', 'Choose a time zone', 'at most 100', 'Choose a language']) {
        expect(answer.text).toContain(text);
      }
      expect(answer.document.querySelector('input[name=phone]')?.getAttribute('value')).toBe('call me');
      expect(await rowOf(app, elin.accountId)).toMatchObject({ version: 1, timeZone: null });
    });

    it('refuse a form that claims another address, and one that was opened before another change', async () => {
      const forged = await client.post('/account', await form({ email: 'boss@norvane.example' }));
      expect([forged.status, forged.text.includes('cannot be changed here')]).toEqual([422, true]);
      const old = await form();
      await client.post('/account', await form({ phone: '+352 99 99' }));
      const answer = await client.post('/account', { ...old, firstName: 'Late' });
      expect(answer.status).toBe(422);
      expect(answer.document.querySelector('input[name=firstName]')?.getAttribute('value')).toBe('Late');
      expect(await rowOf(app, elin.accountId)).toMatchObject({ email: 'elin@norvane.example', firstName: 'Élin', phone: '+352 99 99' });
    });

    it('say which mails one can do without, and none of those that the law or security needs', async () => {
      const offered = [...(await client.get('/account')).document.querySelectorAll('input[name=notifications]')].map((input) => ({
        key: input.getAttribute('value') ?? '',
        on: input.hasAttribute('checked'),
      }));
      const optional = ['closed', 'factCorrected', 'reminder'].map((event) => ({ key: `incidents.${event}`, on: true }));
      expect(offered.toSorted((one, other) => one.key.localeCompare(other.key))).toEqual(optional);
      await client.post('/account', await form({ notifications: ['incidents.closed', 'incidents.opened'] }));
      const { notifications } = (await rowOf(app, elin.accountId)) ?? {};
      expect(notifications).toEqual({ 'incidents.reminder': false, 'incidents.factCorrected': false, 'incidents.closed': true });
    });
  });

  describe('password', () => {
    const fresh = 'six owls in the old mill';
    const change = (fields: Record<string, string>) => client.post('/account/password', fields);

    it('changes with the current one; other sessions end, and the owner is told', async () => {
      const other = await otherBrowser();
      expect((await change({ current: password, password: fresh })).headers.location).toBe('/account/security');
      expect([await isIn(client), await isIn(other)]).toEqual([true, false]);
      expect(await noticesTo(app.db, elin.email)).toContain('passwordChanged');
      const again = app.anonymous();
      expect((await again.post('/sign-in', { email: elin.email, password })).status).toBe(422);
      expect((await again.post('/sign-in', { email: elin.email, password: fresh })).status).toBe(303);
    });

    it('does not change with a wrong current one, a weak new one, or the same again; nothing typed comes back', async () => {
      const other = await otherBrowser();
      const attempts: [Record<string, string>, string][] = [
        [{ current: 'guessed it', password: fresh }, 'This is not your current password'],
        [{ current: '', password: '' }, 'Enter your current password'],
        [{ current: password, password: 'short' }, 'characters'],
        [{ current: password, password }, 'used'],
      ];
      for (const [fields, text] of attempts) {
        const answer = await change(fields);
        expect([answer.status, answer.text.includes(text)], text).toEqual([422, true]);
        expect(answer.document.querySelector('input[type=password][value]')).toBeNull();
      }
      expect(await isIn(other)).toBe(true);
    });

    it('cannot be found out by trying', async () => {
      for (let tries = 0; tries < 10; tries += 1) await change({ current: 'guess', password: fresh });
      expect((await change({ current: password, password: fresh })).text).toContain('Too many wrong attempts');
    });
  });

  describe('sessions', () => {
    it('are listed with device, address and last use; one can be closed, and all others', async () => {
      const others = [await otherBrowser(), await otherBrowser()];
      const [known] = await app.db.select().from(session).where(eq(session.accountId, elin.accountId)).orderBy(session.createdAt);
      const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
      await app.db
        .update(session)
        .set({ userAgent, address: '192.0.2.7' })
        .where(eq(session.id, known?.id ?? ''));
      const shown = await client.get('/account/security/sessions');
      for (const text of ['Firefox, Linux this session', 'From 192.0.2.7.']) expect(shown.text).toContain(text);
      const buttons = [...shown.document.querySelectorAll('main form[action$="/close"]')].map((form) => form.getAttribute('action') ?? '');
      expect(buttons).toHaveLength(2);
      await client.post(buttons[0] ?? '');
      expect((await Promise.all(others.map(isIn))).filter(Boolean)).toHaveLength(1);
      await client.post('/account/security/sessions/close-others');
      expect([await isIn(client), ...(await Promise.all(others.map(isIn)))]).toEqual([true, false, false]);
    });

    it('of others, and their devices, are unknown', async () => {
      const dana = await makePerson(app);
      const theirs = app.anonymous();
      await signIn(theirs, dana, clock);
      const [row] = await sessionsOf(app.db, dana.accountId);
      const deviceId = dana.accountId;
      const now = clock.now();
      await app.db
        .insert(knownDevice)
        .values({ id: deviceId, accountId: dana.accountId, tokenSha256: 'd', createdAt: now, lastSeenAt: now });
      expect((await client.post(`/account/security/sessions/${row?.id}/close`)).status).toBe(404);
      expect((await client.post(`/account/security/devices/${deviceId}/forget`)).status).toBe(404);
      const forgettable = [...(await client.get('/account/security/sessions')).document.querySelectorAll('form[action$="/forget"]')];
      expect(forgettable.map((form) => form.getAttribute('action'))).not.toContain(`/account/security/devices/${deviceId}/forget`);
      expect(await isIn(theirs)).toBe(true);
      expect((await theirs.get('/account/security/sessions')).text).toContain('Unknown browser');
      expect((await theirs.post(`/account/security/devices/${deviceId}/forget`)).status).toBe(303);
      expect(await app.db.$count(knownDevice, eq(knownDevice.id, deviceId))).toBe(0);
    });
  });

  // interface.md checks 7, 8; governance.md check 26
  describe('the end of a session', () => {
    const ask = () => client.get('/session/keep', { accept: 'application/json' });
    const shown = async () => Number((await client.get('/')).document.querySelector('[data-session-end]')?.getAttribute('data-seconds'));

    it('is told to every page, and put off by asking', async () => {
      expect(await shown()).toBe(900);
      clock.advance({ seconds: 50 });
      expect(await shown()).toBe(850);
      clock.advance({ minutes: 13 });
      const answer = await ask();
      expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { seconds: 900 }]);
      clock.advance({ minutes: 14 });
      expect(await isIn(client)).toBe(true);
      clock.advance({ minutes: 15 });
      const late = await ask();
      expect([late.status, JSON.parse(late.body)]).toEqual([401, { location: '/sign-in?next=%2Fsession%2Fkeep' }]);
    });

    it('comes after twelve hours, whatever is asked', async () => {
      for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
        clock.advance({ minutes: 10 });
        await ask();
      }
      expect(JSON.parse((await ask()).body)).toEqual({ seconds: 600 });
      clock.advance({ minutes: 10 });
      expect((await ask()).status).toBe(401);
    });

    it('is not asked of people who are not signed in', async () => {
      const page = await app.anonymous().get('/sign-in');
      expect(page.document.querySelector('[data-session-end]')).toBeNull();
    });
  });

  describe('own data', () => {
    it('come as one file, without a secret and without a word of others', async () => {
      const dana = await makePerson(app);
      const file = await client.get('/account/data/vigie-account.json');
      expect(file.headers['content-disposition']).toContain('attachment; filename="vigie-account.json"');
      const data = JSON.parse(file.body);
      expect(data.account.email).toBe(elin.email);
      expect(Object.keys(data).sort()).toEqual(
        ['account', 'acceptedTerms', 'devices', 'madeAt', 'memberships', 'reports', 'sessions', 'signIns'].sort(),
      );
      expect(data.signIns.map(({ action }: { action: string }) => action)).toEqual(['governance.signedIn']);
      const row = await rowOf(app, elin.accountId);
      for (const secret of [row?.passwordHash ?? '', dana.email, 'sha256']) expect(file.body).not.toContain(secret);
    });

    it('deletion is asked for, told to the administrators of one’s organisation, shown as pending, and taken back', async () => {
      const grid = await makeOperator(app.db);
      const admin = await makeOperatorAccount(app.db, grid, { administrator: true });
      await makeOperatorAccount(app.db, grid);
      const dana = await makePerson(app, { memberships: [{ operator: grid }] });
      const theirs = app.anonymous();
      await signIn(theirs, dana, clock);
      expect((await theirs.get('/account/deletion')).text).toContain(dana.email);
      await theirs.post('/account/deletion');
      await theirs.post('/account/deletion');
      expect((await theirs.get('/account/data')).text).toContain('You asked for the deletion on');
      const told = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'governance.deletion-request'));
      expect(told.map(({ recipient }) => recipient)).toEqual([admin.email]);
      expect(await noticesTo(app.db, dana.email)).toEqual(['deletionRequested']);
      await theirs.post('/account/deletion', { intent: 'withdraw' });
      expect((await rowOf(app, dana.accountId))?.deletionRequestedAt).toBeNull();
      await app.runJobs();
      const [sent] = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'governance.deletion-request'));
      expect(sent?.state).toBe('declined');
    });

    it('deletion of somebody without an organisation is told to the platform', async () => {
      const boss = await makeIncidentUser(app.db);
      await app.db.insert(platformAdministrator).values({ accountId: boss.accountId });
      await client.post('/account/deletion');
      const [told] = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'governance.deletion-request'));
      expect(told?.recipient).toBe(boss.email);
    });
  });
});
