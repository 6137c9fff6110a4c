import { type SQL, sql } from 'drizzle-orm';

/** Whether the account has sent a report to that regulator, as a condition (decisions.md D8). */
export const filedWith = (accountId: SQL, regulatorId: string): SQL =>
  sql`exists (select 1 from submission s join report r on r.id = s.report_id join incident i on i.id = r.incident_id
    where s.submitted_by = ${accountId} and i.regulator_id = ${regulatorId})`;
