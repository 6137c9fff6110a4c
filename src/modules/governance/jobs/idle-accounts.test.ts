import { eq, inArray, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeCountry } from '#modules/incidents/testing/factories.ts';
import { makeProvenFiling } from '#modules/incidents/testing/filings.ts';
import { newId } from '#platform/db/ids.ts';
import { auditEvent, job, mailDelivery } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from '../../../testing/test-app.ts';
import { account, notifier } from '../schema.ts';
import { makeIncidentUser, makeOperator, makeOperatorAccount, makePlatformAdministrator } from '../testing/factories.ts';

// governance.md 13.1
describe('incident users who do not come back', () => {
  const clock = new FakeClock();
  let app: TestApp;
  const ids: Record<'idle' | 'returns' | 'answers' | 'filed' | 'waiting' | 'admin', string> = {
    idle: '',
    returns: '',
    answers: '',
    filed: '',
    waiting: '',
    admin: '',
  };

  beforeAll(async () => {
    app = await testApp({ wallClock: clock });
    ids.idle = (await makeIncidentUser(app.db)).accountId;
    ids.returns = (await makeIncidentUser(app.db)).accountId;
    ids.waiting = (await makeOperatorAccount(app.db, await makeOperator(app.db), { approved: false })).accountId;
    ids.answers = (await makeIncidentUser(app.db)).accountId;
    const former = await makeOperator(app.db);
    await app.db.execute(sql`
      insert into incident_file (id, title, operator_id, organisation_name, organisation_verified, zone, state, created_by, created_at)
      values (${newId()}, 'Outage', ${former.id}, ${former.name}, true, 'UTC', 'open', ${ids.answers}, now())`);
    // Filed before there was an account (decisions.md D4): the incident keeps it.
    await makeCountry(app);
    const { notifierId } = await makeProvenFiling(app.systemCtx());
    ids.filed = (await makeIncidentUser(app.db)).accountId;
    await app.db.update(notifier).set({ accountId: ids.filed }).where(eq(notifier.id, notifierId));
    ids.admin = (await makePlatformAdministrator(app.db)).accountId;
    await app.db.update(account).set({ createdAt: clock.now() });
  });

  async function runAfter(days: number) {
    clock.advance({ hours: 24 * days });
    const definition = app.application.registry.find('governance.idle-accounts');
    if (!definition) throw new Error('no job');
    await app.db.transaction((tx) => enqueue(tx, app.systemCtx(), definition, {}));
    await app.runJobs();
  }
  const warned = async () =>
    (await app.db.select({ to: mailDelivery.payload }).from(mailDelivery).where(eq(mailDelivery.template, 'governance.deletion-warning')))
      .map(({ to }) => (to as { accountId: string }).accountId)
      .sort();
  const left = async () => {
    const rows = await app.db
      .select({ id: account.id })
      .from(account)
      .where(inArray(account.id, Object.values(ids)));
    return rows.map(({ id }) => id).sort();
  };

  it('are told once, fourteen days before, and nobody else is', async () => {
    await runAfter(75);
    expect(await warned()).toEqual([]);
    await runAfter(1);
    expect(await warned()).toEqual([ids.idle, ids.returns].sort());
    await runAfter(1);
    expect(await warned()).toHaveLength(2);
  });

  it('are deleted when they stay away, with all that hangs on them, and the trail keeps no name', async () => {
    await app.db.update(account).set({ lastSignInAt: clock.now(), idleWarnedAt: null }).where(eq(account.id, ids.returns));
    await runAfter(12);
    expect(await left()).toHaveLength(6);
    await runAfter(2);
    expect(await left()).toEqual([ids.returns, ids.answers, ids.filed, ids.waiting, ids.admin].sort());
    const trail = await app.db.select().from(auditEvent).where(eq(auditEvent.subjectId, ids.idle));
    expect(trail.map(({ action }) => action)).toEqual(['governance.idleAccountWarned', 'governance.accountDeleted']);
    expect(await app.db.select().from(job).where(eq(job.state, 'failed'))).toEqual([]);
  });

  it('are told however many before them must stay', async () => {
    // Longer unused than everybody else, and each answers for an incident file.
    await app.db.execute(sql`
      insert into account (id, email, first_name, last_name, language, created_at)
      select gen_random_uuid(), 'stays-' || n || '@people.example', 'Stays', 'Person', 'en', '2020-01-01' from generate_series(1, 600) n`);
    const former = await makeOperator(app.db);
    await app.db.execute(sql`
      insert into incident_file (id, title, operator_id, organisation_name, organisation_verified, zone, state, created_by, created_at)
      select gen_random_uuid(), 'Outage', ${former.id}, ${former.name}, true, 'UTC', 'open', id, now()
      from account where first_name = 'Stays'`);
    const idle = (await makeIncidentUser(app.db)).accountId;
    await app.db.update(account).set({ createdAt: clock.now() }).where(eq(account.id, idle));
    await runAfter(76);
    expect(await warned()).toContain(idle);
    await runAfter(14);
    expect(await app.db.$count(account, eq(account.id, idle))).toBe(0);
    expect(await app.db.$count(account, eq(account.firstName, 'Stays'))).toBe(600);
  });
});
