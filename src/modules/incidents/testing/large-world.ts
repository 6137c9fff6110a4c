/** Many incidents at once, for what depends on numbers: plans of queries, pages of lists, the benchmark. Made by SQL, not by the verbs. */
import { type SQL, sql } from 'drizzle-orm';
import { manyOperatorId, manyOperatorName } from '#modules/governance/testing/many-operators.ts';
import type { OrganisationRef } from '#platform/context/actor.ts';
import type { Database } from '#platform/db/database.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { DueExplanation } from '../domain/due-explanation.ts';
import { copyAnswers, copyFacts, idOf } from './large-world-contents.ts';

export interface LargeWorld {
  /** Incidents, numbered from 1. */
  count: number;
  /** The first one to make, when those before it are there already. */
  from?: number;
  regulator: OrganisationRef;
  /** A second regulator gets a tenth of them. */
  other: OrganisationRef;
  regulationKey: string;
  /** One operator for all of them, or how many of `makeManyOperators` share them. */
  operator: OrganisationRef | number;
  /** Five in ten of the ongoing are due around then. */
  now?: Temporal.Instant;
  /** An incident with all three reports sent: what it says, every incident says. Without it reports are empty, which pages do not show. */
  model?: string;
  /** The model's facts and contacts, and not its answers, which are most of the rows: enough to read lists and to go on reporting. */
  isBare?: boolean;
}

/** Why a report without a model is due, whole, because Home says it in words. */
const explained: DueExplanation = {
  source: 'rule',
  rule: 1,
  article: 'Art. 23(4)(b)',
  zone: 'Europe/Luxembourg',
  counted: { from: 'aware', fromAt: '2026-03-01T00:00:00Z', add: 'PT72H' },
  cap: null,
  shift: null,
  combinedWith: null,
  onlyWhileOngoing: false,
  at: '2026-03-04T00:00:00Z',
};
const stages = sql`array['early-warning', 'incident-notification', 'final-report']`;
const start = sql`timestamptz '2024-01-01 00:00:00+00'`;
const isOngoing = sql`n % 10 = 0`;

/**
 * One in ten is ongoing; of those every second has a report to review and every fifth is overdue. Keys repeat (operators, dates to
 * the hour), so that orders have ties. One in five sent its first report twice. Ends with `vacuum analyze`, as a database in use has it.
 */
export async function fillLargeWorld(db: Database, world: LargeWorld): Promise<void> {
  const { count, from = 1, regulator, other, regulationKey, operator } = world;
  const n = sql`n`;
  const numbers = sql`generate_series(${from}::int, ${count}::int) n`;
  const one = typeof operator !== 'number';
  const operatorId = one ? sql`${operator.id}::uuid` : manyOperatorId(sql`n % ${sql.raw(String(operator))}`);
  const operatorName = one ? sql`'Operator ' || (n % 2000)` : manyOperatorName(sql`n % ${sql.raw(String(operator))}`);
  const due = dueAround(world.now ?? Temporal.Instant.from('2026-03-05T09:00:00Z'));
  await db.execute(sql`
    insert into incident_file (id, title, operator_id, organisation_name, organisation_verified, zone, state, created_at)
    select ${idOf(1, n)}, 'Incident ' || n, ${operatorId}, ${operatorName}, true, 'Europe/Luxembourg', 'open', ${start} from ${numbers}`);
  await db.execute(sql`
    insert into incident (id, file_id, procedure_id, regulator_id, regulation_id, procedure_version_id, reference, title, notified_at, zone, status, outcome,
      closed_at, significant, significant_source, contacts, operator_id, operator_name, search_text, search_people, next_due_at, last_update_at, report_states)
    select ${idOf(2, n)}, ${idOf(1, n)}, p.id, case when n % 10 = 5 then ${other.id}::uuid else ${regulator.id}::uuid end, p.regulation_id, v.id,
      'NI_' || upper(lpad(to_hex(n * 7919 % 16777213), 8, '0')), 'Incident ' || n, ${start} + (n % 5000) * interval '1 hour', 'Europe/Luxembourg',
      case when ${isOngoing} then 'ongoing' else 'closed' end, case when ${isOngoing} then null else 'handled' end,
      case when ${isOngoing} then null else ${start} + interval '1 year' end, n % 3 = 0, 'computed',
      coalesce((select m.contacts from incident m where m.id = ${world.model ?? null}::uuid), '{}'), ${operatorId}, ${operatorName},
      lower('NI_' || lpad(to_hex(n * 7919 % 16777213), 8, '0') || ' incident ' || n || ' ' || ${operatorName}), 'ada person ' || (n % 500),
      case when ${isOngoing} then ${due} end, ${start} + (n % 7000) * interval '1 hour',
      case when n % 20 = 0 then array['unsubmitted', 'underReview'] when ${isOngoing} then array['unsubmitted', 'passed'] else array['passed'] end
    from ${numbers}, procedure p join procedure_version v on v.procedure_id = p.id
    where p.regulator_id = ${regulator.id} and p.regulation_id = (select id from regulation where key = ${regulationKey})`);
  await db.execute(sql`
    insert into incident_sector (incident_id, sector_id)
    select ${idOf(2, n)}, s.id from ${numbers}
    join (select id, row_number() over (order by slug) as place, count(*) over () as places from sector where parent_id is not null) s
      on s.place - 1 in (n % s.places, (n * 7) % s.places)`);
  await db.execute(sql`
    insert into report (id, incident_id, stage_key, kind, due_at, due_explained)
    select ${idOf(3, sql`n * 8 + k`)}, ${idOf(2, n)}, (${stages})[k], 'required', case when ${isOngoing} then ${due} else ${start} + k * interval '1 week' end,
      coalesce(m.due_explained, ${JSON.stringify(explained)}::jsonb)
    from ${numbers} cross join generate_series(1, 3) k
    left join report m on m.incident_id = ${world.model ?? null}::uuid and m.stage_key = (${stages})[k] and m.ordinal = 1`);
  await fillSubmissions(db, numbers, world.model);
  await db.execute(sql`
    insert into submission_covers (submission_id, report_id)
    select ${idOf(4, sql`n * 8 + 2`)}, ${idOf(3, sql`n * 8 + 1`)} from ${numbers} where n % 10 in (1, 3, 7)`);
  // Before the contents are copied too: without statistics the copy would take minutes.
  for (const table of ['submission_covers', 'incident', 'incident_file', 'incident_sector', 'report', 'submission', 'review', 'sector'])
    await db.execute(sql.raw(`vacuum analyze ${table}`));
  if (!world.model) return;
  await copyFacts(db, numbers, world.model);
  if (!world.isBare) await copyAnswers(db, numbers, world.model);
}

/** Four days overdue, or due within the days from tomorrow on. */
const dueAround = (now: Temporal.Instant) =>
  sql`case when n % 50 = 0 then ${now.toString()}::timestamptz - interval '105 hours' else ${now.toString()}::timestamptz + interval '15 hours' end
    + (n % 97) * interval '1 hour'`;

/** The fourth submission of an incident is the second version of its first report. */
async function fillSubmissions(db: Database, numbers: SQL, model: string | undefined): Promise<void> {
  const stage = sql`case when k = 4 then 1 else k end`;
  const isSent = sql`case when k = 4 then n % 5 = 1 else not (${isOngoing}) or k = 1 end`;
  // What the incident has: a report that names other sectors would change them.
  const sectorsOf = sql`(select jsonb_agg(c.slug order by c.slug) from incident_sector x join sector c on c.id = x.sector_id where x.incident_id = ${idOf(2, sql`n`)})`;
  await db.execute(sql`
    insert into submission (id, report_id, no, form_version_id, submitted_at, submitter_name, organisation_name, facts, contacts, sectors, impacts, deadline_at, late,
      content_sha256, idempotency_key)
    select ${idOf(4, sql`n * 8 + k`)}, ${idOf(3, sql`n * 8 + ${stage}`)}, case when k = 4 then 2 else 1 end,
      coalesce(m.form_version_id, (select id from report_form_version limit 1)), ${start} + k * interval '1 day', 'Elin Marchetti', 'Operator',
      coalesce(m.facts, '{}'), coalesce(m.contacts, '{}'), coalesce(case when m.id is not null then ${sectorsOf} end, '[]'), coalesce(m.impacts, '[]'), ${start} + k * interval '1 week',
      n % 11 = 0, '', k::text
    from ${numbers} cross join generate_series(1, 4) k
    left join report r on r.incident_id = ${model ?? null}::uuid and r.stage_key = (${stages})[${stage}] and r.ordinal = 1
    left join submission m on m.report_id = r.id and m.no = 1
    where ${isSent}`);
  await db.execute(sql`
    insert into review (submission_id, verdict, reviewer_name, reviewed_at)
    select ${idOf(4, sql`n * 8 + k`)}, 'passed', 'Tomas Verhaegen', ${start} + interval '30 days'
    from ${numbers}, generate_series(1, 4) k where ${isSent} and n % 20 <> 0`);
}
