import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '#platform/db/database.ts';
import { systemClock } from '#platform/time/clock.ts';
import type { Runtime } from '../processes/runtime.ts';
import { type TestApp, testApp } from '../testing/test-app.ts';
import { readDemoAccounts } from './demo-accounts.ts';
import { fillDemoCountry } from './fill-country.ts';

describe('the demo country', () => {
  let app: TestApp;
  let runtime: Runtime;
  const folder = mkdtempSync(join(tmpdir(), 'vigie-demo-'));
  const count = async (table: string) =>
    (await rowsOf<{ n: number }>(app.db, sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n;

  beforeAll(async () => {
    app = await testApp();
    runtime = { ...app.runtime, clock: systemClock, config: { ...app.runtime.config, dataFolder: folder } };
    await fillDemoCountry(runtime, () => undefined);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has an account for every role, each with its own secrets', () => {
    const accounts = readDemoAccounts(folder);
    expect(new Set(accounts.map(({ role }) => role)).size).toBe(8);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
    expect(new Set(accounts.map(({ totpSecret }) => totpSecret)).size).toBe(accounts.length);
  });

  it('has incidents in the past, and nothing that happened later than now', async () => {
    expect(await count('incident')).toBeGreaterThanOrEqual(18);
    const [late] = await rowsOf<{ n: number }>(
      app.db,
      sql`select count(*)::int as n from (
        select notified_at as at from incident union all select submitted_at from submission union all select at from incident_access
        union all select at from audit_event union all select created_at from mail_delivery) moments where at > now()`,
    );
    expect(late?.n).toBe(0);
  });

  // decisions.md D6
  it('has incidents and reports in every state', async () => {
    const outcomes = await rowsOf<{ state: string }>(app.db, sql`select distinct coalesce(outcome, status) as state from incident`);
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['handled', 'notReportable', 'ongoing', 'withdrawn']);
    const reports = await rowsOf<{ state: string }>(
      app.db,
      sql`select distinct case
          when latest.id is null then case when r.due_at < now() then 'overdue' when d.id is not null then 'draft' else 'unsubmitted' end
          when v.verdict is null then case when latest.late then 'late' else 'underReview' end else v.verdict end as state
        from report r join incident i on i.id = r.incident_id left join draft d on d.report_id = r.id
        left join lateral (select * from submission s where s.report_id = r.id order by s.no desc limit 1) latest on true
        left join review v on v.submission_id = latest.id where i.status = 'ongoing'`,
    );
    expect(reports.map(({ state }) => state).sort()).toEqual([
      'draft',
      'late',
      'overdue',
      'passed',
      'revision',
      'underReview',
      'unsubmitted',
    ]);
    expect(await count('mail_delivery')).toBeGreaterThan(0);
  });

  it('leaves no job behind that would tell people of the past', async () => {
    const open = await rowsOf(app.db, sql`select name, state, last_error from job where state <> 'succeeded'`);
    expect(open).toEqual([]);
  });

  it('leaves a filled database alone', async () => {
    const before = readDemoAccounts(folder);
    await fillDemoCountry(runtime, () => undefined);
    expect(readDemoAccounts(folder)).toEqual(before);
    expect(await count('regulator')).toBe(4);
  });
});
