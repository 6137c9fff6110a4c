import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { attempt, auditEvent } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { account, observerMembership, operatorMembership, platformAdministrator } from '../schema.ts';
import { accountLink, entryRequest, knownDevice, signInLock } from '../schema-credentials.ts';
import { inviteAccount, sendInvitation } from '../services/invite-account.ts';
import { makeObserver, makeOperator } from '../testing/factories.ts';
import { mailsTo, newestLinkTo } from '../testing/mails.ts';
import { makePerson, signIn } from '../testing/sign-in.ts';
import { purgeSessionsNightly } from './purge-sessions.job.ts';

const clock = new FakeClock();
let app: TestApp;
beforeEach(async () => {
  app = await testApp({ wallClock: clock });
});

const night = async () => {
  const job = app.application.registry.find('governance.unused-accounts');
  if (!job) throw new Error('No such job');
  await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), job, {}));
  await app.runJobs();
};
const register = (email: string) =>
  app.anonymous().post('/account/create', { firstName: 'Dana', lastName: 'Okafor', email, terms: 'yes', form: 'field-0123456789ab' });
const emails = async () => (await app.db.select({ email: account.email }).from(account)).map(({ email }) => email).sort();

describe('accounts that are never activated', () => {
  // decisions.md D16, governance.md 13.1
  it('are warned of a day before, with a link, and deleted after seven days', async () => {
    await register('dana@okafor.example');
    await app.runJobs();
    for (let day = 1; day <= 7; day += 1) {
      clock.advance({ hours: 24 });
      await night();
      expect([day, await emails()]).toEqual([day, day < 7 ? ['dana@okafor.example'] : []]);
    }
    const mails = await mailsTo(app, 'dana@okafor.example');
    expect(mails.map(({ mail }) => mail)).toEqual(['governance.activation', 'governance.account-expires']);
    const trail = await app.db.select({ action: auditEvent.action }).from(auditEvent);
    expect(trail.map(({ action }) => action)).toEqual([
      'governance.accountRegistered',
      'governance.unusedAccountWarned',
      'governance.accountDeleted',
    ]);
  });

  it('are kept by the link of the warning', async () => {
    await register('dana@okafor.example');
    await app.runJobs();
    clock.advance({ hours: 6 * 24 });
    await night();
    const link = await newestLinkTo(app, 'dana@okafor.example');
    expect((await app.anonymous().post(link, { password: 'harbour lights at dusk' })).status).toBe(303);
    clock.advance({ hours: 48 });
    await night();
    expect(await emails()).toEqual(['dana@okafor.example']);
  });

  it('are kept while they have a place anywhere, a newer link, or have signed in', async () => {
    const ctx = app.systemCtx();
    const operator = await makeOperator(app.db);
    const observer = await makeObserver(app.db);
    const invite = (email: string) =>
      app.db.transaction((tx) => inviteAccount(tx, ctx, { email, firstName: 'A', lastName: 'B', language: 'en' }));
    const suggested = await invite('suggested@x.example');
    await app.db.insert(operatorMembership).values({ accountId: suggested, operatorId: operator.id, approvedAt: null });
    await app.db.insert(observerMembership).values({ accountId: await invite('observer@x.example'), observerId: observer.id });
    await app.db.insert(platformAdministrator).values({ accountId: await invite('platform@x.example') });
    const invited = await invite('invited-again@x.example');
    const person = await makePerson(app, { email: 'person@x.example' });
    await signIn(app.anonymous(), person, clock);
    clock.advance({ hours: 6 * 24 });
    await night();
    await app.db.transaction((tx) => sendInvitation(tx, ctx, invited));
    await app.runJobs();
    clock.advance({ hours: 24 });
    await night();
    expect(await emails()).toHaveLength(5);
    clock.advance({ hours: 7 * 24 });
    await night();
    expect(await emails()).toEqual(['observer@x.example', 'person@x.example', 'platform@x.example', 'suggested@x.example']);
  });
});

it('what was counted and asked for is forgotten once nothing depends on it', async () => {
  const person = await makePerson(app, { email: 'person@x.example' });
  await signIn(app.anonymous(), person, clock);
  await register('dana@okafor.example');
  await app.runJobs();
  for (let n = 0; n < 5; n += 1) await app.anonymous().post('/sign-in', { email: person.email, password: 'wrong' });
  const left = async () => {
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), purgeSessionsNightly.job, {}));
    await app.runJobs();
    return Promise.all(
      [entryRequest, signInLock, attempt, accountLink, knownDevice].map(async (table) => (await app.db.$count(table)) > 0),
    );
  };
  expect(await left()).toEqual([true, true, true, true, true]);
  // The lock and its quarter of an hour, and a link of a day, each a day longer.
  clock.advance({ hours: 24, minutes: 1 });
  expect(await left()).toEqual([false, true, false, true, true]);
  clock.advance({ hours: 24 });
  expect(await left()).toEqual([false, false, false, false, true]);
  clock.advance({ hours: 24 * 364 });
  expect(await left()).toEqual([false, false, false, false, false]);
  expect(await app.db.$count(account, eq(account.email, person.email))).toBe(1);
});
