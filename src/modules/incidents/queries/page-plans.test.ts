import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSession } from '#modules/governance/queries/load-session.query.ts';
import { session } from '#modules/governance/schema.ts';
import { makeObserver, makeObserverAccount, makeRegulatorAccount, sessionRules } from '#modules/governance/testing/factories.ts';
import { makeManyOperators, manyOperatorAccountId, manyOperatorId } from '#modules/governance/testing/many-operators.ts';
import type { AccountActor, OperatorActor } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { type OpenDatabase, rowsOf } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { findDueJobs } from '#platform/jobs/job-rows.ts';
import { listDeliveries, readDelivery } from '#platform/mail/mailbox.query.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { scratchKinds } from '#platform/testing/scratch-database.ts';
import { wholeReads } from '#platform/testing/whole-reads.ts';
import { silentLog } from '../../../testing/silent-log.ts';
import { loadPrintable } from '../documents/printable.query.ts';
import { loadLogPage } from '../pages/file/access-log/access-log.query.ts';
import { listFiles } from '../pages/file/list-files/list-files.query.ts';
import { loadFile } from '../pages/file/show-file/show-file.query.ts';
import { loadLog } from '../pages/supervision/access-log/access-log.query.ts';
import { loadSubmissionPage } from '../pages/supervision/review/submission.query.ts';
import { loadIncidentPage } from '../pages/supervision/show-incident/show-incident.query.ts';
import { openDraft } from '../services/open-draft.ts';
import { sendDueReminders } from '../services/send-due-reminders.ts';
import { makeCountry, openFile, submitStage } from '../testing/factories.ts';
import { fillLargeWorld } from '../testing/large-world.ts';
import { fillTraces, idOf } from '../testing/large-world-contents.ts';
import { readReport } from './open-report.query.ts';
import { readDraft } from './report-draft.query.ts';
import { readParts } from './report-parts.query.ts';
import { readVersions } from './report-versions.query.ts';
import { reportingWork } from './reporting-work.query.ts';
import { supervisingWork } from './supervising-work.query.ts';

const count = 3_000;
const operators = 1_200;
/** An incident that is ongoing, with a report to review and the next one to fill in. */
const place = 40;
const stages = ['early-warning', 'incident-notification', 'final-report'];

// architecture.md 5: what grows is found by index, on every page and in every sweep. The list has its own test, list-plans.test.ts.
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('pages and sweeps over thousands of incidents, on $name', ({ open }) => {
  let database: OpenDatabase;
  let people: Record<'administrator' | 'user' | 'observer' | 'operator', AccountActor>;
  let ids: Record<'file' | 'incident' | 'submission' | 'sent' | 'next', string>;
  const clock = new FakeClock();
  const ctxOf = (actor: Ctx['actor']): Ctx => ({
    actor,
    db: database.db,
    clock,
    wallClock: clock,
    language: 'en',
    requestId: newId(),
    log: silentLog,
  });

  beforeAll(async () => {
    database = await open();
    const { db } = database;
    const app = { db, ctx: ctxOf, systemCtx: () => ctxOf({ kind: 'system', name: 'test' }) };
    const country = await makeCountry(app);
    const { incidents } = await openFile(app, country.elin);
    const model = incidents.nis2 ?? '';
    for (const stage of stages) await submitStage(app, country.elin, model, stage);
    await makeManyOperators(db, operators);
    const { cyber: regulator, privacy: other } = country;
    await fillLargeWorld(db, { count, regulator, other, regulationKey: 'nis2', operator: operators, model });
    await fillTraces(db, 1, count);
    await db.execute(sql`analyze`);
    people = {
      administrator: country.tomas,
      user: await makeRegulatorAccount(db, regulator, { sectors: ['energy', 'banking'] }),
      observer: await makeObserverAccount(db, await makeObserver(db, { regulationKeys: ['nis2'], categories: ['important'] })),
      operator: await operatorOf(place),
    };
    const number = (n: number) => sql`${n}::int`;
    const [row] = await rowsOf<typeof ids>(
      db,
      sql`select ${idOf(1, number(place))} as file, ${idOf(2, number(place))} as incident, ${idOf(4, number(place * 8 + 1))} as submission,
        ${idOf(3, number(place * 8 + 1))} as sent, ${idOf(3, number(place * 8 + 2))} as next`,
    );
    if (row) ids = row;
  }, 120_000);
  afterAll(() => database.close());

  async function operatorOf(n: number): Promise<OperatorActor> {
    const number = sql`${n % operators}::int`;
    const [row] = await rowsOf<{ id: string; account: string }>(
      database.db,
      sql`select ${manyOperatorId(number)} as id, ${manyOperatorAccountId(number)} as account`,
    );
    const organisation = { kind: 'operator' as const, id: row?.id ?? '', name: 'One of many' };
    const person = {
      kind: 'account' as const,
      accountId: row?.account ?? '',
      sessionId: newId(),
      name: 'Ada',
      email: 'ada@people.example',
    };
    return { ...person, role: 'operatorAdministrator', organisation };
  }

  const readsWhole = (work: () => Promise<unknown>) => wholeReads(database, work);

  it.each(['administrator', 'user', 'observer'] as const)(
    'shows the %s home, an incident, a submission, its log and its document',
    async (who) => {
      const ctx = ctxOf(people[who]);
      expect(await readsWhole(() => supervisingWork(ctx))).toEqual([]);
      // The user has no right to every incident; to be refused is to be looked up as well.
      const { incident, submission } = ids;
      for (const page of [
        () => loadIncidentPage(ctx, incident),
        () => loadSubmissionPage(ctx, submission),
        () => loadLog(ctx, incident, { size: 25 }),
        () => loadPrintable(ctx, incident),
      ])
        expect(await readsWhole(() => page().catch(() => undefined))).toEqual([]);
    },
  );

  it('shows an operator home, the files, a file, its log and a report', async () => {
    const ctx = ctxOf(people.operator);
    const work = async () => {
      await reportingWork(ctx);
      for (const query of [{}, { state: 'open' as const }, { state: 'closed' as const }, { q: 'incident' }]) await listFiles(ctx, query);
      await loadFile(ctx, ids.file);
      await loadLogPage(ctx, ids.file, {});
      for (const reportId of [ids.sent, ids.next]) {
        const report = await readReport(ctx, reportId);
        const draft = await readDraft(ctx, report);
        await readParts(ctx, report, draft);
        await readVersions(ctx.db, reportId);
      }
    };
    expect(await readsWhole(work)).toEqual([]);
  });

  it('submits a report', async () => {
    const app = { db: database.db, ctx: ctxOf, systemCtx: () => ctxOf({ kind: 'system', name: 'test' }) };
    await openDraft(ctxOf(await operatorOf(60)), { reportId: await nextReportOf(60) });
    expect(await readsWhole(async () => submitStage(app, await operatorOf(80), await incidentOf(80), 'incident-notification'))).toEqual([]);
  });

  const nextReportOf = async (n: number) =>
    (await rowsOf<{ id: string }>(database.db, sql`select ${idOf(3, sql`${n * 8 + 2}::int`)} as id`))[0]?.id ?? '';
  const incidentOf = async (n: number) =>
    (await rowsOf<{ id: string }>(database.db, sql`select ${idOf(2, sql`${n}::int`)} as id`))[0]?.id ?? '';

  it('finds a session', async () => {
    const now = clock.now();
    const { db } = database;
    await db.execute(sql`
      insert into session (id, token_sha256, account_id, stage, created_at, last_seen_at, expires_at)
      select gen_random_uuid(), 'token ' || n, ${manyOperatorAccountId(sql`n`)}, 'complete', ${now.toString()}, ${now.toString()}, ${now.add({ hours: 1 }).toString()}
      from generate_series(0, ${operators - 1}::int) n`);
    await db.execute(sql`analyze session`);
    expect(await db.$count(session)).toBe(operators);
    expect(await readsWhole(() => loadSession(db, 'token 7', now, sessionRules))).toEqual([]);
  });

  it('sweeps due jobs, finished jobs, due reminders and mails', async () => {
    const { db } = database;
    const ctx = ctxOf({ kind: 'system', name: 'test' });
    expect(await readsWhole(() => findDueJobs(db, clock.now(), 100))).toEqual([]);
    expect(await readsWhole(() => sendDueReminders(ctx, 200))).toEqual([]);
    const mails = async () => {
      const { rows, next } = await listDeliveries(db);
      if (next) await listDeliveries(db, { after: next });
      await readDelivery(db, rows[0]?.id ?? '');
    };
    expect(await readsWhole(mails)).toEqual([]);
  });
});
