/** What the incidents of the large world say, copied from one that was made by the verbs, and the traces they leave. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '#platform/db/database.ts';

/** The n-th id of a kind (1 file, 2 incident, 3 report, 4 submission): the same in every run. */
export const idOf = (kind: number, n: SQL): SQL =>
  sql`('00000000-000${sql.raw(String(kind))}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const n = sql`n`;

/** Facts and contacts: what an incident is counted from and who is asked. */
export async function copyFacts(db: Database, numbers: SQL, model: string): Promise<void> {
  await db.execute(sql`
    insert into incident_fact (id, incident_id, fact, at, zone, source, by_name, recorded_at)
    select gen_random_uuid(), ${idOf(2, n)}, f.fact, f.at, f.zone, f.source, f.by_name, f.recorded_at
    from ${numbers}, incident_fact f where f.incident_id = ${model} and f.superseded_at is null`);
  await db.execute(sql`
    insert into file_contact (file_id, role, last_name, first_name, job_title, email, phone)
    select ${idOf(1, n)}, c.role, c.last_name, c.first_name, c.job_title, c.email, c.phone
    from ${numbers}, file_contact c join incident i on i.file_id = c.file_id where i.id = ${model} and c.incident_id is null`);
  for (const table of ['incident_fact', 'file_contact']) await db.execute(sql.raw(`vacuum analyze ${table}`));
}

/** What the reports say. */
export async function copyAnswers(db: Database, numbers: SQL, model: string): Promise<void> {
  await db.execute(sql`
    insert into submission_answer (submission_id, question_key, value)
    select s.id, a.question_key, a.value
    from ${numbers} cross join generate_series(1, 4) k
    join submission s on s.id = ${idOf(4, sql`n * 8 + k`)}
    join report own on own.id = s.report_id
    join report r on r.incident_id = ${model} and r.stage_key = own.stage_key and r.ordinal = 1
    join submission m on m.report_id = r.id and m.no = 1
    join submission_answer a on a.submission_id = m.id`);
  await db.execute(sql.raw('vacuum analyze submission_answer'));
}

/** A history as a year of work leaves it: entries of the log, mails, finished jobs, audit and reminders, sent and planned. */
export async function fillTraces(db: Database, from: number, count: number): Promise<void> {
  const incidents = sql`(select i.*, row_number() over (order by id) as n from incident i where id >= ${idOf(2, sql`${from}::int`)} and id <= ${idOf(2, sql`${count}::int`)})`;
  const moment = sql`timestamptz '2025-01-01 00:00:00+00' + (i.n % 8000) * interval '1 hour'`;
  await db.execute(sql`
    insert into incident_access (id, incident_id, at, side, organisation_id, organisation_name, account_name, role, action)
    select gen_random_uuid(), i.id, ${moment} + k * interval '1 day', case when k % 2 = 0 then 'reporting' else 'supervising' end,
      case when k % 2 = 0 then i.operator_id else i.regulator_id end, 'Organisation', 'Somebody',
      case when k % 2 = 0 then 'operatorAdministrator' else 'regulatorUser' end, (array['opened', 'read', 'submitted', 'read', 'downloaded', 'reviewed'])[k]
    from ${incidents} i, generate_series(1, 6) k`);
  await db.execute(sql`
    insert into mail_delivery (id, event_key, recipient, template, language, payload, state, attempts, subject, created_at, sent_at)
    select gen_random_uuid(), 'large-world:' || i.id || ':' || k, 'person-' || (i.n % 2000) || '@operator.example', 'incidents.submitted', 'en', '{}', 'sent', 1,
      'Early warning received', ${moment} + k * interval '1 day', ${moment} + k * interval '1 day'
    from ${incidents} i, generate_series(1, 3) k`);
  await db.execute(sql`
    insert into job (id, name, version, queue, payload, state, run_at, attempts, max_attempts, lease_ms, created_at, finished_at)
    select gen_random_uuid(), 'mail.send', 1, 'mail', '{}', case when i.n % 200 = 0 and k = 1 then 'failed' else 'succeeded' end, ${moment}, 1, 5, 30000,
      ${moment}, ${moment} + interval '1 second'
    from ${incidents} i, generate_series(1, 3) k`);
  await db.execute(sql`
    insert into audit_event (id, at, actor_kind, request_id, action, subject_kind, subject_id, detail_sha256)
    select gen_random_uuid(), ${moment} + k * interval '1 day', 'system', 'large-world', 'incidents.submitReport', 'submission', i.id, ''
    from ${incidents} i, generate_series(1, 3) k`);
  await db.execute(sql`
    insert into reminder (id, report_id, rule_key, anchor_at, due_at, state, sent_at)
    select gen_random_uuid(), r.id, k::text, r.due_at, r.due_at - k * interval '6 hours', case when i.status = 'closed' then 'sent' else 'planned' end,
      case when i.status = 'closed' then r.due_at end
    from ${incidents} i join report r on r.incident_id = i.id, generate_series(1, 2) k where r.due_at is not null`);
  for (const table of ['incident_access', 'mail_delivery', 'job', 'audit_event', 'reminder'])
    await db.execute(sql.raw(`vacuum analyze ${table}`));
}
