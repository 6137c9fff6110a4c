import { and, type SQL, sql } from 'drizzle-orm';
import { isObserver, isRegulator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { fixed, written } from '#platform/db/columns.ts';
import { rowsOf } from '#platform/db/database.ts';
import { epoch, pointOf } from '#platform/db/epoch.ts';
import type { Work, WorkItem, WorkText } from '#platform/module.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { actOf, type ProcedureDefinition } from '../domain/definition.ts';
import type { DueExplanation } from '../domain/due-explanation.ts';
import { incidentPaths } from '../paths.ts';
import { incidentPermissions } from '../permissions.ts';
import { supervisedIncident } from '../schema/incident.ts';
import { dueStart, dueText, stageLabel } from '../views/due-words.ts';
import { procedureDefinitionOf } from './incident-world.query.ts';

/** Of each kind; Home is for what is next, the list is for the rest. One more is read, to know that there is a rest. */
const shown = 20;
const limit = shown + 1;
const newsLimit = 10;

/**
 * What waits for a regulator's people: reviews begun, submissions to review, reports overdue, incidents ready to close. Observers,
 * for whom nothing waits, get what is new. One statement.
 */
export async function supervisingWork(ctx: Ctx): Promise<Work> {
  const statement = isRegulator(ctx.actor) ? regulatorStatement(ctx) : isObserver(ctx.actor) ? observerStatement(ctx) : undefined;
  if (!statement) return { items: [] };
  const rows = await rowsOf<WorkRow>(ctx.db, statement);
  const kinds = rests.map((rest) => ({ ...rest, rows: rows.filter(({ what }) => rest.of.includes(what)) }));
  const cut = new Set(kinds.flatMap((kind) => kind.rows.slice(shown)));
  const items = rows.filter((row) => !cut.has(row));
  return {
    items: await Promise.all(items.map(async (row) => itemOf(row, await procedureDefinitionOf(ctx.db, row.procedure_version_id)))),
    more: kinds.filter((kind) => kind.rows.length > shown),
  };
}

/** Where the rest of each kind is. The news of observers have their list in the header. */
const rests: readonly (NonNullable<Work['more']>[number] & { of: readonly WorkRow['what'][] })[] = [
  {
    of: ['review'],
    kind: 'review',
    label: ({ t }) => t('file.work.all.review'),
    href: incidentPaths.incidents.link({ query: { view: 'review' } }),
  },
  {
    of: ['overdue', 'overdueRevision'],
    kind: 'overdueElsewhere',
    label: ({ t }) => t('file.work.all.overdue'),
    href: incidentPaths.incidents.link({ query: { view: 'overdue' } }),
  },
  {
    of: ['close'],
    kind: 'close',
    label: ({ t }) => t('file.work.all.close'),
    href: incidentPaths.incidents.link({ query: { view: 'open', sort: 'update', direction: 'asc' } }),
  },
];

interface WorkRow {
  what: 'review' | 'overdue' | 'overdueRevision' | 'close' | 'news';
  incident_id: string;
  title: string;
  operator_name: string;
  zone: string;
  status: 'ongoing' | 'closed';
  procedure_version_id: string;
  notified_ms: number;
  updated_ms: number;
  stage_key: string | null;
  kind: string | null;
  submission_id: string | null;
  late: boolean | null;
  /** Of the submission to review; of a revision, when it was asked for. */
  at_ms: number | null;
  due_ms: number | null;
  due_explained: DueExplanation | null;
  is_begun: boolean | null;
}

const i = supervisedIncident;
const visible = (ctx: Ctx, condition?: SQL) => and(scope(ctx, incidentPermissions, 'list', i), condition);

/** The incidents one kind of work starts from; their conditions are those of the partial indexes, written out. */
const incidents = (ctx: Ctx, condition: SQL | undefined, order: SQL, count = limit) => sql`
  select ${columns} from ${i} where ${visible(ctx, condition)} order by ${order} limit ${written(count)}`;

const columns = fixed(sql`${i.id} as id, ${i.title} as title, ${i.operatorName} as operator_name, ${i.zone} as zone, ${i.status} as status,
  ${i.procedureVersionId} as procedure_version_id, ${i.notifiedAt} as notified_at, ${i.lastUpdateAt} as last_update_at`);
const ongoing = fixed(sql`${i.status} = 'ongoing'`);
const toReview = fixed(sql`${ongoing} and ${i.reportStates} && array['underReview', 'late']`);
const readyToClose = fixed(sql`${ongoing} and ${i.reportStates} <@ array['passed', 'sentLate'] and ${i.reportStates} <> '{}'`);
const dueKey = fixed(sql`${i.dueKey}`);
const soonestFirst = fixed(sql`${i.dueKey}, ${i.id}`);
const oldestFirst = fixed(sql`${i.lastUpdateAt}, ${i.id}`);

const head =
  fixed(sql`p.id as incident_id, p.title, p.operator_name, p.zone, p.status, p.procedure_version_id, ${epoch(sql`p.notified_at`)} as notified_ms,
  ${epoch(sql`p.last_update_at`)} as updated_ms`);
const noReport =
  fixed(sql`null::text as stage_key, null::text as kind, null::uuid as submission_id, null::boolean as late, null::float8 as at_ms,
  null::float8 as due_ms, null::jsonb as due_explained, null::boolean as is_begun`);

/** Exported for the test that explains it. */
export function regulatorStatement(ctx: Ctx): SQL {
  const accountId = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  return sql`
    (select 'review' as what, ${head}, r.stage_key, r.kind, r.sent_id as submission_id, r.sent_late as late, ${epoch(sql`r.sent_at`)} as at_ms,
      null::float8 as due_ms, null::jsonb as due_explained, (b.account_id is not null) as is_begun
    from (${incidents(ctx, toReview, oldestFirst)}) p
    join report r on r.incident_id = p.id and r.sent_id is not null and r.verdict is null
    left join lateral (select c.account_id from review_draft c where c.submission_id = r.sent_id and c.account_id = ${accountId} limit 1) b on true
    order by r.sent_at limit ${written(limit)})
    union all
    (select case when r.sent_id is null then 'overdue' else 'overdueRevision' end, ${head}, r.stage_key, r.kind, null, null, ${epoch(sql`r.reviewed_at`)},
      ${epoch(sql`d.due_at`)}, case when r.sent_id is null then r.due_explained end, null
    from (${incidents(ctx, and(ongoing, sql`${dueKey} <= ${now}`), soonestFirst)}) p
    join report r on r.incident_id = p.id and r.waived_reason is null
    cross join lateral (select case when r.sent_id is null then r.due_at when r.verdict = 'revision' then r.revision_due_at end as due_at) d
    where d.due_at <= ${now} and (r.sent_id is not null or (not r.is_covered
      and not (r.due_explained ->> 'combinedWith' is not null and not (r.due_explained ->> 'onlyWhileOngoing')::boolean)))
    order by d.due_at limit ${written(limit)})
    union all
    (select 'close', ${head}, ${noReport} from (${incidents(ctx, readyToClose, oldestFirst)}) p)`;
}

/** Exported for the test that explains it. */
export const observerStatement = (ctx: Ctx): SQL => sql`
  select 'news' as what, ${head}, ${noReport}
  from (${incidents(ctx, undefined, sql`${i.lastUpdateAt} desc, ${i.id} desc`, newsLimit)}) p
  order by p.last_update_at desc, p.id desc`;

function itemOf(row: WorkRow, procedure: ProcedureDefinition): WorkItem {
  const about = {
    subject: row.title,
    party: () => row.operator_name,
    regulation: actOf(procedure),
    parentHref: incidentPaths.incident.link({ params: { incidentId: row.incident_id } }),
  };
  if (row.what === 'review' && row.submission_id) return { ...about, ...reviewItem(row, row.submission_id, procedure) };
  const href = about.parentHref;
  const id = `${row.what} ${row.incident_id} ${row.stage_key ?? ''}`;
  const updated: WorkText = ({ t, format }) => t('file.work.updated', { when: format.shortDateTime(pointOf(row.updated_ms), row.zone) });
  if (row.what === 'overdue' || row.what === 'overdueRevision') {
    const title = row.what === 'overdue' ? 'file.work.overdue' : 'file.work.overdueRevision';
    return {
      ...about,
      id,
      href,
      kind: 'overdueElsewhere',
      title: ({ t, language }) => t(title, { stage: stageLabel(procedure, row.stage_key ?? '', language) }),
      status: 'overdue',
      due: overdueOf(row, procedure),
      action: ({ t }) => t('file.work.open'),
    };
  }
  if (row.what === 'close')
    return {
      ...about,
      id,
      href,
      kind: 'close',
      since: updated,
      title: ({ t }) => t('file.work.close'),
      status: 'passed',
      action: ({ t }) => t('file.work.open'),
    };
  return {
    ...about,
    id,
    href,
    kind: 'news',
    since: updated,
    title: () => row.title,
    subject: row.operator_name,
    party: () => '',
    status: row.status,
    action: ({ t }) => t('file.work.open'),
  };
}

function reviewItem(row: WorkRow, submissionId: string, procedure: ProcedureDefinition) {
  const isAnswer = row.kind === 'onRequest';
  const title: WorkText = ({ t, language }) => {
    const stage = stageLabel(procedure, row.stage_key ?? '', language);
    return t(isAnswer ? 'file.work.answered' : 'file.work.review', { stage });
  };
  const sent = row.at_ms === null ? undefined : pointOf(row.at_ms);
  return {
    id: submissionId,
    kind: isAnswer ? ('request' as const) : ('review' as const),
    title,
    href: incidentPaths.submission.link({ params: { submissionId } }),
    status: row.is_begun ? ('draft' as const) : row.late ? ('late' as const) : ('underReview' as const),
    action: (({ t }) => t(row.is_begun ? 'file.work.goOn' : 'file.work.begin')) satisfies WorkText,
    ...(sent && { since: (({ t, format }) => t('file.work.sent', { when: format.shortDateTime(sent, row.zone) })) satisfies WorkText }),
  };
}

function overdueOf(row: WorkRow, procedure: ProcedureDefinition): NonNullable<WorkItem['due']> {
  const explained = row.due_explained;
  const at = pointOf(row.due_ms ?? row.notified_ms);
  const from = dueStart(explained, pointOf(row.at_ms ?? row.notified_ms));
  if (row.what === 'overdueRevision') return { at, from, zone: row.zone, explanation: ({ t }) => t('file.work.overdueRevision.explained') };
  return {
    at,
    from,
    zone: row.zone,
    ...(explained && { explanation: ((reader) => dueText(explained, procedure, reader, 'supervising')) satisfies WorkText }),
  };
}
