/** Many incidents, so that a test can ask the database how it would look for a few of them. */
import { sql } from 'drizzle-orm';
import { makeOperator, makeRegulator } from '#modules/governance/testing/factories.ts';
import type { Database } from '#platform/db/database.ts';
import { type Reader, rowsOf } from '#platform/db/database.ts';

const id = (kind: number, n = sql`n`) => sql`('00000000-0000-7000-800' || ${kind}::text || '-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** Copies one incident with its file, reports, versions, reviews and a draft each. One in a hundred stays with its operator and regulator, the rest goes to others. */
export async function copyIncident(db: Database, incidentId: string, count: number): Promise<void> {
  const otherOperator = await makeOperator(db, { name: 'Everybody else', acronym: 'ALL', sectors: [] });
  const otherRegulator = await makeRegulator(db, { slug: 'other', short: 'OTH', name: { en: 'Other authority' } });
  const kept = sql`(n % 100 = 0)`;
  await rowsOf(
    db,
    sql`insert into incident_file (id, title, operator_id, organisation_name, organisation_verified, zone, state, selection, created_at)
      select ${id(1)}, 'File ' || n, case when ${kept} then f.operator_id else ${otherOperator.id}::uuid end, f.organisation_name, true, f.zone, f.state,
        f.selection, f.created_at
      from incident i join incident_file f on f.id = i.file_id, generate_series(1, ${count}::int) n where i.id = ${incidentId}`,
  );
  await rowsOf(
    db,
    sql`insert into incident (id, file_id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone,
        contacts, operator_id, operator_name, search_text, next_due_at, last_update_at, sector_ids, report_states)
      select ${id(2)}, ${id(1)}, procedure_id, case when ${kept} then regulator_id else ${otherRegulator.id}::uuid end, regulation_id,
        procedure_version_id, 'NI_' || lpad(n::text, 8, '0'), 'Incident ' || n, notified_at, zone, contacts,
        case when ${kept} then operator_id else ${otherOperator.id}::uuid end, operator_name, search_text, next_due_at + n * interval '1 minute',
        last_update_at + n * interval '1 minute', sector_ids, case n % 3 when 0 then array['passed'] when 1 then array['underReview'] else report_states end
      from incident, generate_series(1, ${count}::int) n where id = ${incidentId}`,
  );
  await copyReports(db, incidentId, count);
  await rowsOf(db, sql`analyze`);
}

async function copyReports(db: Database, incidentId: string, count: number): Promise<void> {
  const places = sql`(select *, row_number() over (order by id) as place from report where incident_id = ${incidentId})`;
  const copies = sql`generate_series(1, ${count}::int) n`;
  const place = sql`n * 10 + r.place::int`;
  await rowsOf(
    db,
    sql`insert into report (id, incident_id, stage_key, ordinal, kind, due_at, due_explained)
      select ${id(3, place)}, ${id(2)}, stage_key, ordinal, kind, due_at + n * interval '1 minute', due_explained from ${places} r, ${copies}`,
  );
  await rowsOf(
    db,
    sql`insert into submission (id, report_id, no, form_version_id, submitted_at, submitter_name, organisation_name, facts, contacts, sectors, impacts,
        late, content_sha256, idempotency_key)
      select ${id(4, place)}, ${id(3, place)}, 1, s.form_version_id, s.submitted_at, s.submitter_name, s.organisation_name, s.facts, s.contacts,
        s.sectors, s.impacts, s.late, s.content_sha256, n::text
      from ${places} r join submission s on s.report_id = r.id, ${copies}`,
  );
  await rowsOf(
    db,
    sql`insert into review (submission_id, verdict, reviewer_name, reviewed_at)
      select id, 'passed', 'Somebody', submitted_at from submission where idempotency_key ~ '^[0-9]*0$'`,
  );
  await rowsOf(
    db,
    sql`insert into submission_covers (submission_id, report_id)
      select ${id(4, sql`n * 10 + t.place::int`)}, ${id(3, place)} from ${places} r join submission_covers c on c.report_id = r.id
      join submission s on s.id = c.submission_id join ${places} t on t.id = s.report_id, ${copies}`,
  );
  await rowsOf(
    db,
    sql`insert into draft (id, report_id, form_version_id, created_at, saved_at, saved_by_name, expires_at)
      select ${id(5, place)}, ${id(3, place)}, (select form_version_id from submission limit 1), now(), now(), 'Somebody', now()
      from ${places} r, ${copies} where r.stage_key = 'final-report' and n % 10 = 0`,
  );
}

/** The tables that the plan of a statement reads from end to end. */
export async function tablesReadWhole(reader: Reader, statement: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await rowsOf<{ 'QUERY PLAN': string }>(reader, sql`explain ${statement}`);
  return rows.flatMap((row) => /Seq Scan on (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
}
