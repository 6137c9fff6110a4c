/** What the database holds after the storm, read by the test itself while no server runs. */
import { sql } from 'drizzle-orm';
import { type OpenDatabase, rowsOf } from '../../../src/platform/db/database.ts';

export interface Delivery {
  id: string;
  eventKey: string;
  recipient: string;
  state: string;
  reason: string | null;
  isInMailbox: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
}

export interface Evidence {
  titles: string[];
  openFiles: string[];
  /** Every answer of every draft and submission, in one text. */
  answers: string;
  /** Report ids, one for each submission of the storm. */
  submittedReports: string[];
  submissions: string[];
  /** Subjects of the audit rows that tell of a submission. */
  auditedSubmissions: string[];
  accessLoggedSubmissions: string[];
  incidents: string[];
  deliveries: Delivery[];
  /** Neither done nor waiting for a later time. */
  stuckJobs: { name: string; state: string; lastError: string | null }[];
}

export async function readEvidence({ db }: OpenDatabase, since: string): Promise<Evidence> {
  const column = async (text: ReturnType<typeof sql>) => (await rowsOf<{ value: string }>(db, text)).map(({ value }) => value);
  return {
    titles: await column(sql`select title as value from incident_file`),
    openFiles: await column(sql`select id::text as value from incident_file f where state = 'open' and exists
      (select 1 from incident i where i.file_id = f.id)`),
    answers: (
      await column(sql`select coalesce(value::text, '') as value from draft_answer union all select value::text from submission_answer`)
    ).join('\n'),
    submittedReports: await column(sql`select report_id::text as value from submission where submitted_at >= ${since}::timestamptz`),
    submissions: await column(sql`select id::text as value from submission where submitted_at >= ${since}::timestamptz`),
    auditedSubmissions: await column(
      sql`select subject_id::text as value from audit_event where action = 'incidents.submitReport' and at >= ${since}::timestamptz`,
    ),
    accessLoggedSubmissions: await column(
      sql`select submission_id::text as value from incident_access where action = 'submitted' and at >= ${since}::timestamptz`,
    ),
    incidents: await column(sql`select id::text as value from incident where notified_at >= ${since}::timestamptz`),
    deliveries: await rowsOf(
      db,
      sql`select id::text, event_key as "eventKey", recipient, state, last_error as reason, body_text is not null as "isInMailbox",
          (extract(epoch from created_at) * 1000)::float8 as "createdAt"
        from mail_delivery where created_at >= ${since}::timestamptz`,
    ),
    stuckJobs: await rowsOf(
      db,
      sql`select name, state, last_error as "lastError" from job
        where state in ('running', 'failed') or (state = 'queued' and run_at <= now() and dedupe_key is null)`,
    ),
  };
}
