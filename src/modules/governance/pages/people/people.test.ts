import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import type { AccountActor, OrganisationRef } from '#platform/context/actor.ts';
import { auditEvent, mailDelivery } from '#platform/db/schema.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { statementsOf } from '../../../../testing/statements-of.ts';
import { type Client, type Reply, type TestApp, testApp } from '../../../../testing/test-app.ts';
import { account, operatorMembership, operatorSupervision, session } from '../../schema.ts';
import { authenticator, factorReset } from '../../schema-credentials.ts';
import {
  makeIncidentUser,
  makeObserver,
  makeObserverAccount,
  makeOperator,
  makeOperatorAccount,
  makePlatformAdministrator,
  makeRegulator,
  makeRegulatorAccount,
} from '../../testing/factories.ts';

describe('people whose accounts one looks after', () => {
  let app: TestApp;
  let clock: FakeClock;
  let cyber: OrganisationRef;
  let grid: OrganisationRef;
  let official: AccountActor;
  let boss: AccountActor;
  let user: AccountActor;

  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T09:00:10Z');
    app = await testApp({ wallClock: clock });
    [cyber, grid] = [await makeRegulator(app.db), await makeOperator(app.db, { name: 'Norvane Grid' })];
    await app.db.insert(operatorSupervision).values({ operatorId: grid.id, regulatorId: cyber.id });
    official = await makeRegulatorAccount(app.db, cyber, { name: 'Nora Jung' });
    boss = await makeOperatorAccount(app.db, grid, { name: 'Elin Marchetti', administrator: true });
    user = await makeOperatorAccount(app.db, grid, { name: 'Olga Brandt' });
  });

  const shown = ({ document }: Reply) =>
    [...(document.querySelectorAll('main table')[0]?.querySelectorAll('tbody tr') ?? [])].map((row) => ({
      name: row.querySelector('th')?.firstChild?.textContent?.trim(),
      mayReset: row.querySelector('a[href$="/reset-factor"]') !== null,
    }));
  const page = ({ accountId }: AccountActor) => `/people/${accountId}/reset-factor`;
  const reset = (client: Client, target: AccountActor) => client.post(page(target), { sure: 'yes' });

  // governance.md checks 23, 60
  it('are those of one’s own organisation, of supervised operators, or the administrators, each with what may be done', async () => {
    const { db } = app;
    const [other, csirt] = [await makeOperator(db), await makeObserver(db)];
    await makeOperatorAccount(db, other, { name: 'Far Away' });
    await makeOperatorAccount(db, grid, { name: 'Pia Waiting', approved: false });
    const ra = await makeRegulatorAccount(db, cyber, { name: 'Tomas Verhaegen', administrator: true });
    await makeRegulatorAccount(db, await makeRegulator(db), { name: 'Dana Okafor', administrator: true });
    const va = await makeObserverAccount(db, csirt, { name: 'Ines Roy', administrator: true });
    await makeObserverAccount(db, csirt, { name: 'Jan Smit' });
    const pa = await makePlatformAdministrator(db, { name: 'Ada Root' });
    const seen = async (actor: AccountActor) => shown(await (await app.as(actor)).get('/people'));
    const [yes, no] = [true, false];
    const rows = (...list: [string, boolean][]) => list.map(([name, mayReset]) => ({ name, mayReset }));

    expect(await seen(boss)).toEqual(rows(['Olga Brandt', yes], ['Elin Marchetti', no], ['Pia Waiting', no]));
    expect(await seen(official)).toEqual(rows(['Olga Brandt', yes], ['Elin Marchetti', yes]));
    expect(await seen(ra)).toEqual(rows(['Nora Jung', yes], ['Tomas Verhaegen', no]));
    expect(await seen(va)).toEqual(rows(['Ines Roy', no], ['Jan Smit', yes]));
    expect(await seen(pa)).toEqual(
      rows(['Dana Okafor', yes], ['Ada Root', no], ['Ines Roy', yes], ['Tomas Verhaegen', yes], ['Pia Waiting', yes]),
    );
    for (const nobody of [user, await makeIncidentUser(db)]) expect((await (await app.as(nobody)).get('/people')).status).toBe(404);
    const found = await (await app.as(official)).get('/people?q=BRANDT');
    expect(shown(found).map(({ name }) => name)).toEqual(['Olga Brandt']);
    expect((await (await app.as(official)).get('/people?q=%25')).text).toContain('Nobody matches your search');
  });

  // decisions.md D8
  it('an incident user is known to a regulator once it has filed with it, and to no other', async () => {
    const country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin);
    await submitStage(app, country.elin, incidents.nis2 ?? '', 'early-warning');
    await app.db.delete(operatorMembership).where(eq(operatorMembership.accountId, country.elin.accountId));
    const [its, others] = [await makeRegulatorAccount(app.db, country.cyber), await makeRegulatorAccount(app.db, country.privacy)];
    const names = async (actor: AccountActor) => shown(await (await app.as(actor)).get('/people')).map(({ name }) => name);
    expect([await names(its), await names(others)]).toEqual([[country.elin.name], []]);
  });

  // governance.md check 63
  it('are listed by name, fifty at a time, forward and back, with as many statements as for a few', async () => {
    const client = await app.as(official);
    const statements = async () => (await statementsOf(() => client.get('/people'))).length;
    await client.get('/people');
    const few = await statements();
    for (let at = 0; at < 60; at += 1) await makeOperatorAccount(app.db, grid, { name: `Aa P${String(at).padStart(3, '0')}` });
    expect(await statements()).toBe(few);
    const first = await client.get('/people');
    const names = shown(first).map(({ name }) => name);
    expect([names.length, names[0], names[49]]).toEqual([50, 'Olga Brandt', 'Aa P047']);
    expect(first.text).toContain('62');
    const next = await client.get(first.document.querySelector('a[rel=next]')?.getAttribute('href') ?? '');
    expect(shown(next).map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, at) => `Aa P0${48 + at}`));
    const back = await client.get(next.document.querySelector('a[rel=prev]')?.getAttribute('href') ?? '');
    expect(shown(back).map(({ name }) => name)).toEqual(names);
  });

  // governance.md checks 23, 24, 39
  it('a reset is asked for, confirmed, and unknown for oneself and everybody out of reach', async () => {
    const client = await app.as(boss);
    const pending = await makeOperatorAccount(app.db, grid, { approved: false });
    const stranger = await makeOperatorAccount(app.db, await makeOperator(app.db));
    for (const target of [boss, pending, stranger, official])
      expect([(await client.get(page(target))).status, (await reset(client, target)).status]).toEqual([404, 404]);

    expect((await client.get(`${page(user)}?sure=yes`)).status).toBe(200);
    const refused = await client.post(page(user), {});
    expect([refused.status, refused.text.includes('Tick the box once you are sure who asked')]).toEqual([422, true]);
    expect(await app.db.$count(authenticator, eq(authenticator.accountId, user.accountId))).toBe(1);

    const theirs = await app.as(user);
    const done = await reset(client, user);
    expect([done.status, done.headers.location]).toEqual([303, '/people']);
    expect((await client.get('/people')).text).toContain('The second factor of Olga Brandt was reset');
    expect((await theirs.get('/')).headers.location).toBe('/sign-in?next=%2F');
    // One’s own administrator asked: nothing is withheld.
    expect(await app.db.$count(factorReset)).toBe(0);
  });

  it('wants password and code again when they were given a while ago, to read and to post', async () => {
    const client = await app.as(boss);
    clock.advance({ minutes: 6 });
    expect((await client.get(page(user))).headers.location).toContain('/step-up?next=');
    await reset(client, user);
    expect(await app.db.$count(authenticator, eq(authenticator.accountId, user.accountId))).toBe(1);
  });

  // decisions.md D8
  it('a regulator’s reset is told to every administrator, who confirms it on the page the mail leads to', async () => {
    const second = await makeOperatorAccount(app.db, grid, { administrator: true });
    expect((await reset(await app.as(official), user)).status).toBe(303);
    await app.runJobs();
    const mails = await app.db.select().from(mailDelivery).where(eq(mailDelivery.template, 'governance.factor-reset'));
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([boss.email, second.email].sort());
    const link = /http:\/\/vigie\.test(\/people\/factor-resets\/\S+)/.exec(mails[0]?.bodyText ?? '')?.[1] ?? '';

    const client = await app.as(boss);
    expect((await client.get('/people')).text).toContain('Waits until');
    const asked = await client.get(link);
    expect(asked.text).toContain('Olga Brandt');
    const waiting = () => app.db.select().from(factorReset);
    expect((await waiting())[0]?.confirmedAt).toBeNull();
    expect((await client.post(link)).headers.location).toBe('/people');
    expect((await client.get('/people')).text).toContain(`Confirmed by ${boss.name}`);
    expect((await waiting())[0]?.confirmedBy).toBe(boss.accountId);
    const entry = and(eq(auditEvent.action, 'governance.factorResetConfirmed'), eq(auditEvent.subjectId, user.accountId));
    expect(await app.db.$count(auditEvent, entry)).toBe(1);

    // Once is enough; a second yes changes nothing, and the page has nothing more to send.
    await client.post(link);
    expect(await app.db.$count(auditEvent, entry)).toBe(1);
    expect((await client.get(link)).document.querySelector('main form')).toBeNull();
  });

  // decisions.md D8
  it('is confirmed by no stranger, not by the person itself, and not by somebody whose own reset waits', async () => {
    const second = await makeOperatorAccount(app.db, grid, { administrator: true });
    const elsewhere = await makeOperatorAccount(app.db, await makeOperator(app.db), { administrator: true });
    const regulator = await app.as(official);
    expect([(await reset(regulator, boss)).status, (await reset(regulator, user)).status]).toEqual([303, 303]);
    const rows = await app.db.select().from(factorReset);
    const linkOf = ({ accountId }: AccountActor) => `/people/factor-resets/${rows.find((row) => row.accountId === accountId)?.id}`;
    await app.db
      .insert(authenticator)
      .values({ id: boss.accountId, accountId: boss.accountId, name: '', secret: 'none', createdAt: clock.now() });
    for (const actor of [boss, elsewhere, official]) {
      const client = await app.as(actor);
      for (const target of [boss, user]) {
        const answers = [(await client.get(linkOf(target))).status, (await client.post(linkOf(target))).status];
        expect(answers, `${actor.role} on ${target.name}`).toEqual([404, 404]);
      }
    }
    const client = await app.as(second);
    expect((await client.post(linkOf(boss))).status).toBe(303);
    expect((await (await app.as(boss)).post(linkOf(user))).status).toBe(303);

    // The word comes too late once nothing is withheld any more.
    await reset(regulator, second);
    clock.advance({ hours: 24 });
    const [late] = await app.db.select().from(factorReset).where(eq(factorReset.accountId, second.accountId));
    const colleague = await app.as(boss);
    expect((await colleague.post(`/people/factor-resets/${late?.id}`)).status).toBe(303);
    expect((await colleague.get('/people')).text).toContain('Not confirmed; the 24 hours have passed');
  });

  it('are told apart by state', async () => {
    await app.db.update(account).set({ active: false }).where(eq(account.id, user.accountId));
    await makeOperatorAccount(app.db, grid, { name: 'Pia Waiting', approved: false });
    await app.db.update(account).set({ passwordHash: null }).where(eq(account.id, boss.accountId));
    const { document } = await (await app.as(await makeOperatorAccount(app.db, grid, { administrator: true }))).get('/people');
    const states = [...(document.querySelectorAll('main table')[0]?.querySelectorAll('tbody tr td:nth-child(3)') ?? [])];
    expect(states.map(({ textContent }) => textContent?.trim())).toEqual(['Inactive', 'Invited', 'Active', 'Waiting for approval']);
    expect(await app.db.$count(session, eq(session.accountId, user.accountId))).toBe(0);
  });
});
