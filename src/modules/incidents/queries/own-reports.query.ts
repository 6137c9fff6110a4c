import { sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { rowsOf } from '#platform/db/database.ts';

/** What somebody reported, by reference and time, for the file with their own data. The contents belong to the organisation. */
export async function ownReports(ctx: Ctx, accountId: string): Promise<Record<string, unknown>> {
  const reports = await rowsOf<{ reference: string; stage: string; submitted_at: string }>(
    ctx.db,
    sql`
      select i.reference, r.stage_key as stage, s.submitted_at::text from submission s
      join report r on r.id = s.report_id join incident i on i.id = r.incident_id
      where s.submitted_by = ${accountId} order by s.submitted_at`,
  );
  return { reports: reports.map(({ submitted_at: submittedAt, ...report }) => ({ ...report, submittedAt })) };
}
