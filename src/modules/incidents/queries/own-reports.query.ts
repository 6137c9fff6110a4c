import { sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { rowsOf } from '#platform/db/database.ts';

/**
 * What somebody reported, by reference and time, for the file with their own data. The contents belong to the organisation; what a reset
 * of the second factor withholds is left out.
 */
export async function ownReports(ctx: Ctx, accountId: string): Promise<Record<string, unknown>> {
  const reports = await rowsOf<{ reference: string; stage: string; submitted_at: string }>(
    ctx.db,
    sql`
      select i.reference, r.stage_key as stage, s.submitted_at::text from submission s
      join report r on r.id = s.report_id join incident i on i.id = r.incident_id join incident_file f on f.id = i.file_id
      where (s.submitted_by = ${accountId} or s.submitted_by in (select n.id from gov_notifier n where n.account_id = ${accountId}))
        and not exists (
        select 1 from gov_factor_hold h where h.account_id = ${accountId} and h.operator_id = i.operator_id
          and h.held_until > ${ctx.wallClock.now().toString()}::timestamptz and f.created_at < h.sees_from)
      order by s.submitted_at`,
  );
  return { reports: reports.map(({ submitted_at: submittedAt, ...report }) => ({ ...report, submittedAt })) };
}
