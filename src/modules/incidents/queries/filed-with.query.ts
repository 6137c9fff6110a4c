import { type SQL, sql } from 'drizzle-orm';

/** Whether the account has sent a report to that regulator, also before it was one, as a condition (decisions.md D8). */
export const filedWith = (accountId: SQL, regulatorId: string): SQL =>
  sql`exists (select 1 from submission s join report r on r.id = s.report_id join incident i on i.id = r.incident_id
    where (s.submitted_by = ${accountId} or s.submitted_by in (select n.id from gov_notifier n where n.account_id = ${accountId}))
      and i.regulator_id = ${regulatorId})`;
