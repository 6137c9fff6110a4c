import { type SQL, sql } from 'drizzle-orm';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import type { GovernanceObject } from '#platform/module.ts';

/** How many records here name an object of governance, so that it is archived instead of deleted (decisions.md D12). */
export async function incidentUsage(reader: Reader, { kind, id }: GovernanceObject): Promise<number> {
  const counts = countsOf[kind]?.(id);
  if (!counts) return 0;
  const [row] = await rowsOf<{ count: number }>(
    reader,
    sql`select coalesce(sum(n), 0)::int as count from (${sql.join(counts, sql` union all `)}) as counted`,
  );
  return row?.count ?? 0;
}

/** What one counts is left out of the others: an incident is not counted for its reports and submissions. */
const countsOf: Partial<Record<GovernanceObject['kind'], (id: string) => SQL[]>> = {
  operator: (id) => [sql`select count(*) as n from incident_file where operator_id = ${id}`],
  regulator: (id) => [
    sql`select count(*) as n from incident where regulator_id = ${id}`,
    sql`select count(*) from incident_file where reporting_regulator_id = ${id}`,
    sql`select count(*) from procedure where regulator_id = ${id}`,
    sql`select count(*) from report_form where owner_regulator_id = ${id}`,
    sql`select count(*) from question where owner_regulator_id = ${id}`,
  ],
  regulation: (id) => [
    sql`select count(*) as n from incident where regulation_id = ${id}`,
    sql`select count(*) from procedure where regulation_id = ${id}`,
  ],
  // A procedure names its sectors by slug, and so do the selections of files that are still drafts.
  sector: (id) => [
    sql`select count(*) as n from incident_sector where sector_id = ${id}`,
    sql`select count(*) from procedure_version v join gov_sector s on v.definition -> 'sectors' @> to_jsonb(s.slug) where s.id = ${id}`,
    sql`select count(*) from incident_file f join gov_sector s on f.selection -> 'sectors' @> to_jsonb(s.slug) where s.id = ${id}`,
  ],
  // What a person answers for; the log keeps names of its own.
  account: (id) => [
    sql`select count(*) as n from incident_file where created_by = ${id}`,
    sql`select count(*) from submission where submitted_by = ${id}`,
    sql`select count(*) from review_event where by = ${id}`,
    sql`select count(*) from internal_note where by = ${id}`,
    sql`select count(*) from report where requested_by = ${id}`,
    sql`select count(*) from incident where closed_by = ${id} or significant_by = ${id}`,
    sql`select count(*) from assignment where account_id = ${id}`,
  ],
};
