import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { anywhere } from '#platform/db/columns.ts';
import { rowsOf } from '#platform/db/database.ts';
import { epoch, instantOf } from '#platform/db/epoch.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { actOf } from '../../../domain/definition.ts';
import type { DueExplanation } from '../../../domain/due-explanation.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { normaliseReference } from '../../../domain/reference.ts';
import { filePermissions } from '../../../permissions.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { incidentFile } from '../../../schema/reporting-side.ts';
import { type ReportStatus, reportStatus, type Verdict } from '../../../workflow.ts';

export interface FileListQuery {
  q?: string | undefined;
  state?: 'open' | 'draft' | 'closed' | undefined;
  after?: string | undefined;
  before?: string | undefined;
  /** Rows of a page. */
  size?: number | undefined;
}

/** One incident of a file in one line: the report that matters most now. */
export interface ListedIncident {
  id: string;
  law: Name;
  reference: string;
  zone: string;
  outcome: Outcome | null;
  stage: Translated | undefined;
  /** The report that may be due in its place. */
  instead: Translated | undefined;
  status: ReportStatus | 'draft';
  due: { at: Temporal.Instant; from: Temporal.Instant } | undefined;
}

export interface ListedFile {
  id: string;
  title: string;
  ownReference: string | null;
  isDraft: boolean;
  createdAt: Temporal.Instant;
  incidents: ListedIncident[];
}

export interface FilePage {
  files: ListedFile[];
  /** Exact up to `countLimit`; one more stands for "more". */
  count: number;
  after: string | undefined;
  before: string | undefined;
}

export const usualSize = 25;
export const countLimit = 1_000;

/** A page of the active operator's files, newest first, each once. Two statements. */
export async function listFiles(ctx: Ctx, query: FileListQuery): Promise<FilePage> {
  const isReversed = query.before !== undefined && query.after === undefined;
  const found = await rowsOf<FileRow>(ctx.db, fileStatement(ctx, query));
  const size = query.size ?? usualSize;
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
  if (isReversed) shown.reverse();
  const incidents =
    shown.length > 0
      ? await rowsOf<IncidentRow>(
          ctx.db,
          incidentStatement(
            ctx,
            shown.map(({ id }) => id),
          ),
        )
      : [];
  const lines = await Promise.all(incidents.map(async (row) => ({ fileId: row.file_id, line: await lineOf(ctx, row) })));
  const isPaged = query.after !== undefined || isReversed;
  return {
    files: shown.map((row) => ({
      id: row.id,
      title: row.title,
      ownReference: row.own_reference,
      isDraft: row.state === 'draft',
      createdAt: instantOf(row.created_ms),
      incidents: lines.filter(({ fileId }) => fileId === row.id).map(({ line }) => line),
    })),
    count: found[0]?.total ?? 0,
    after: hasMore || isReversed ? shown.at(-1)?.id : undefined,
    before: (isReversed ? hasMore : isPaged) ? shown[0]?.id : undefined,
  };
}

interface FileRow {
  id: string;
  title: string;
  own_reference: string | null;
  state: 'draft' | 'open';
  created_ms: number;
  total: number;
}

const { id, title, ownReference, state, createdAt } = incidentFile;
const ofFile = sql`x.file_id = ${id}`;

/** Exported for the test that explains it. */
export function fileStatement(ctx: Ctx, query: FileListQuery): SQL {
  const visible = and(
    scope(ctx, filePermissions, 'list', incidentFile),
    stateCondition(query.state),
    query.q ? searchCondition(query.q) : undefined,
  );
  const isReversed = query.before !== undefined && query.after === undefined;
  const cursor = isReversed ? query.before : query.after;
  const keyset = cursor && (isReversed ? sql`${id} > ${cursor}::uuid` : sql`${id} < ${cursor}::uuid`);
  return sql`select ${id} as id, ${title} as title, ${ownReference} as own_reference, ${state} as state, ${epoch(sql`${createdAt}`)} as created_ms,
      (select count(*)::int from (select 1 from ${incidentFile} where ${visible} limit ${countLimit + 1}) counted) as total
    from ${incidentFile} where ${and(visible, keyset || undefined)} order by ${id} ${isReversed ? sql`asc` : sql`desc`} limit ${(query.size ?? usualSize) + 1}`;
}

/** A file is closed when all its incidents are; the subselects with a limit are looked up row by row. */
function stateCondition(wanted: FileListQuery['state']): SQL | undefined {
  if (!wanted) return undefined;
  if (wanted === 'draft') return sql`${state} = 'draft'`;
  const ongoing = sql`(select true from incident x where ${ofFile} and x.status = 'ongoing' limit 1)`;
  return sql`(${state} = 'open' and ${ongoing} is ${wanted === 'open' ? sql`not null` : sql`null`})`;
}

/** In the title, the own reference, and what the incidents are searched by; a reference also as it would be written (3.3). */
function searchCondition(typed: string): SQL {
  const text = typed.replace(/\s+/g, ' ').toLowerCase();
  const reference = normaliseReference(typed)?.toLowerCase();
  const patterns = [...new Set([text, ...(reference ? [reference] : [])])].map(anywhere);
  const conditions = patterns.map(
    (pattern) => sql`lower(${title}) like ${pattern} or lower(${ownReference}) like ${pattern}
      or (select true from incident x where ${ofFile} and (x.search_text like ${pattern} or x.search_people like ${pattern}) limit 1)`,
  );
  return sql`(${sql.join(conditions, sql` or `)})`;
}

interface IncidentRow {
  id: string;
  file_id: string;
  reference: string;
  zone: string;
  outcome: Outcome | null;
  procedure_version_id: string;
  notified_ms: number;
  stage_key: string | null;
  due_ms: number | null;
  due_explained: DueExplanation | null;
  no: number | null;
  late: boolean | null;
  verdict: Verdict | null;
  draft: boolean;
}

const incidentStatement = (ctx: Ctx, fileIds: readonly string[]) => sql`
  select i.id, i.file_id, i.reference, i.zone, i.outcome, i.procedure_version_id, ${epoch(sql`i.notified_at`)} as notified_ms, current.*
  from incident i left join lateral (
    select r.stage_key, ${epoch(sql`case when r.sent_id is null then r.due_at else r.revision_due_at end`)} as due_ms, r.due_explained,
      r.sent_no as no, r.sent_late as late, r.verdict, d.id is not null as draft
    from report r
    left join draft d on d.report_id = r.id
    where r.incident_id = i.id and (r.sent_id is not null or (r.waived_reason is null and (r.due_at is not null or r.kind <> 'whileOngoing')
      and not r.is_covered
      and not (r.due_at <= ${ctx.clock.now().toString()}::timestamptz and r.due_explained ->> 'combinedWith' is not null
        and not (r.due_explained ->> 'onlyWhileOngoing')::boolean)))
    order by case
        when i.status = 'closed' then case when r.sent_id is null then 9 else 0 end
        when r.verdict = 'revision' then 0
        when r.sent_id is null and r.due_at is not null then 1
        when r.sent_id is null and d.id is not null then 2
        when r.sent_id is not null then 3
        else 4
      end, case when r.sent_id is null then r.due_at end, r.sent_at desc, r.kind = 'whileOngoing', r.id
    limit 1
  ) current on true
  where i.file_id in (${sql.join(
    fileIds.map((fileId) => sql`${fileId}::uuid`),
    sql`, `,
  )}) order by i.notified_at, i.id`;

async function lineOf(ctx: Ctx, row: IncidentRow): Promise<ListedIncident> {
  const procedure = await procedureDefinitionOf(ctx.db, row.procedure_version_id);
  const labelOf = (key: string | null | undefined) => procedure.stages.find((stage) => stage.key === key)?.label;
  const at = row.due_ms === null || row.outcome !== null ? undefined : instantOf(row.due_ms);
  const isSubmitted = row.no !== null;
  const from = row.due_explained?.counted?.fromAt;
  const status = reportStatus(
    { isSubmitted, isLate: row.late ?? false, verdict: row.verdict ?? undefined, dueAt: isSubmitted ? undefined : at },
    ctx.clock.now(),
  );
  return {
    id: row.id,
    law: actOf(procedure),
    reference: row.reference,
    zone: row.zone,
    outcome: row.outcome,
    stage: labelOf(row.stage_key),
    instead: isSubmitted || row.draft ? undefined : labelOf(row.due_explained?.combinedWith),
    status: status === 'unsubmitted' && row.draft ? 'draft' : status,
    due: at && { at, from: from && !isSubmitted ? Temporal.Instant.from(from) : instantOf(row.notified_ms) },
  };
}
