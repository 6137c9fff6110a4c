/** Many incidents at once, for what depends on numbers: plans of queries, pages of lists. Made by SQL, not by the verbs. */
import { type SQL, sql } from 'drizzle-orm';
import type { OrganisationRef } from '#platform/context/actor.ts';
import type { Database } from '#platform/db/database.ts';

export interface LargeWorld {
  /** Incidents, numbered from 1. */
  count: number;
  regulator: OrganisationRef;
  /** A second regulator gets a tenth of them. */
  other: OrganisationRef;
  regulationKey: string;
  operator: OrganisationRef;
}

/** The n-th id of a kind: the same in every run. */
const idOf = (kind: number, n: SQL) => sql`('00000000-000${sql.raw(String(kind))}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const start = sql`timestamptz '2024-01-01 00:00:00+00'`;

/**
 * One in ten is ongoing; of those every second has a report to review and every fifth is overdue on 5 March 2026. Keys repeat
 * (operators, dates to the hour), so that orders have ties. Ends with `vacuum analyze`, as a database in use has it.
 */
export async function fillLargeWorld(db: Database, { count, regulator, other, regulationKey, operator }: LargeWorld): Promise<void> {
  const n = sql`n`;
  const isOngoing = sql`n % 10 = 0`;
  const due = sql`case when n % 50 = 0 then timestamptz '2026-03-01 00:00:00+00' else timestamptz '2026-03-06 00:00:00+00' end + (n % 97) * interval '1 hour'`;
  await db.execute(sql`
    insert into incident_file (id, title, operator_id, organisation_name, organisation_verified, zone, state, created_at)
    select ${idOf(1, n)}, 'Incident ' || n, ${operator.id}, 'Operator ' || (n % 2000), true, 'Europe/Luxembourg', 'open', ${start} from generate_series(1, ${count}::int) n`);
  await db.execute(sql`
    insert into incident (id, file_id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome,
      closed_at, significant, significant_source, contacts, operator_id, operator_name, search_text, next_due_at, last_update_at, report_states)
    select ${idOf(2, n)}, ${idOf(1, n)}, p.id, case when n % 10 = 5 then ${other.id}::uuid else ${regulator.id}::uuid end, p.regulation_id, v.id,
      'NI_' || upper(lpad(to_hex(n * 7919 % 16777213), 8, '0')), 'Incident ' || n, ${start} + (n % 5000) * interval '1 hour', 'Europe/Luxembourg',
      case when ${isOngoing} then 'ongoing' else 'closed' end, case when ${isOngoing} then null else 'handled' end,
      case when ${isOngoing} then null else ${start} + interval '1 year' end, n % 3 = 0, 'computed', '{}', ${operator.id}, 'Operator ' || (n % 2000),
      lower('NI_' || lpad(to_hex(n * 7919 % 16777213), 8, '0') || ' incident ' || n || ' operator ' || (n % 2000) || ' contact' || (n % 500)),
      case when ${isOngoing} then ${due} end, ${start} + (n % 7000) * interval '1 hour',
      case when n % 20 = 0 then array['unsubmitted', 'underReview'] when ${isOngoing} then array['unsubmitted', 'passed'] else array['passed'] end
    from generate_series(1, ${count}::int) n, procedure p join procedure_version v on v.procedure_id = p.id
    where p.regulator_id = ${regulator.id} and p.regulation_id = (select id from regulation where key = ${regulationKey})`);
  await db.execute(sql`
    insert into incident_sector (incident_id, sector_id)
    select ${idOf(2, n)}, s.id from generate_series(1, ${count}::int) n
    join (select id, row_number() over (order by slug) as place, count(*) over () as places from sector where parent_id is not null) s
      on s.place - 1 in (n % s.places, (n * 7) % s.places)`);
  await db.execute(sql`
    insert into report (id, incident_id, stage_key, kind, due_at, due_explained)
    select ${idOf(3, sql`n * 8 + k`)}, ${idOf(2, n)}, (array['early-warning', 'incident-notification', 'final-report'])[k], 'required',
      case when ${isOngoing} then ${due} else ${start} + k * interval '1 week' end, jsonb_build_object('counted', jsonb_build_object('fromAt', '2026-03-01T00:00:00Z'))
    from generate_series(1, ${count}::int) n, generate_series(1, 3) k`);
  await db.execute(sql`
    insert into submission (id, report_id, no, form_version_id, submitted_at, submitter_name, organisation_name, facts, contacts, sectors, impacts, deadline_at, late,
      content_sha256, idempotency_key)
    select ${idOf(4, sql`n * 8 + k`)}, ${idOf(3, sql`n * 8 + k`)}, 1, (select id from report_form_version limit 1), ${start} + k * interval '1 day', 'Elin Marchetti',
      'Operator', '{}', '{}', '[]', '[]', ${start} + k * interval '1 week', n % 11 = 0, '', ''
    from generate_series(1, ${count}::int) n, generate_series(1, 3) k where not ${isOngoing} or k = 1`);
  await db.execute(sql`
    insert into review (submission_id, verdict, reviewer_name, reviewed_at)
    select ${idOf(4, sql`n * 8 + k`)}, 'passed', 'Tomas Verhaegen', ${start} + interval '30 days'
    from generate_series(1, ${count}::int) n, generate_series(1, 3) k where not ${isOngoing} or (k = 1 and n % 20 <> 0)`);
  await db.execute(sql`
    insert into submission_covers (submission_id, report_id)
    select ${idOf(4, sql`n * 8 + 2`)}, ${idOf(3, sql`n * 8 + 1`)} from generate_series(1, ${count}::int) n where n % 10 in (1, 3, 7)`);
  for (const table of ['submission_covers', 'incident', 'incident_sector', 'report', 'submission', 'review', 'sector'])
    await db.execute(sql.raw(`vacuum analyze ${table}`));
}
