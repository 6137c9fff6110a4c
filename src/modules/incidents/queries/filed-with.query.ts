import { sql } from 'drizzle-orm';
import { type Reader, rowsOf } from '#platform/db/database.ts';

/** Whether somebody has sent a report to that regulator (decisions.md D8). */
export async function filedWith(reader: Reader, { accountId, regulatorId }: { accountId: string; regulatorId: string }): Promise<boolean> {
  const [row] = await rowsOf<{ found: boolean }>(
    reader,
    sql`select exists (select 1 from submission s join report r on r.id = s.report_id join incident i on i.id = r.incident_id
      where s.submitted_by = ${accountId} and i.regulator_id = ${regulatorId}) as found`,
  );
  return row?.found ?? false;
}
