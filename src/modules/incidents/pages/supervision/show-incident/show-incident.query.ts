/** One incident as the supervising side and observers read it. */
import { and, asc, desc, eq, getViewSelectedFields, inArray } from 'drizzle-orm';
import { govRegulation, govRegulator, govSector } from '#modules/governance/index.ts';
import { isObserver } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { allowedActions, relationsOf, scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { openAdoption } from '../../../queries/adoptions.query.ts';
import { computedSignificance } from '../../../queries/computed-significance.query.ts';
import { loadIncidentWorld } from '../../../queries/incident-world.query.ts';
import { loadReopenings } from '../../../queries/reopenings.query.ts';
import { incidentFact, report, submission, supervisedIncident } from '../../../schema/incident.ts';
import { internalNote, review, reviewEvent, type Verdict } from '../../../schema/supervising-side.ts';
import { incidentMoves, isOngoing } from '../../../workflow.ts';
import { loadLog } from '../access-log/access-log.query.ts';
import { mayReadContacts } from '../review/submission.query.ts';
import { stageLines } from './stage-lines.ts';

export type IncidentData = Awaited<ReturnType<typeof loadIncidentPage>>;
export type FactRecord = typeof incidentFact.$inferSelect;
export type NoteRecord = typeof internalNote.$inferSelect;
export type VersionRecord = Awaited<ReturnType<typeof loadVersions>>[number];

/** Throws NotFoundError for an incident the actor may not see. */
export async function loadIncidentPage(ctx: Ctx, incidentId: string) {
  const { record, relations, regulation, regulator } = await loadRecord(ctx, incidentId);
  const { procedure, world } = await loadIncidentWorld(ctx.db, incidentId, ctx.clock.now());
  const allowed = allowedActions(ctx, incidentPermissions, { relations });
  const versions = await loadVersions(ctx, incidentId, allowed.has('review'));
  const mayWriteNotes = allowed.has('addNote');
  const adoption = allowed.has('settleAdoption') ? await openAdoption(ctx.db, incidentId) : undefined;
  const isOverride = record.significantSource === 'override';
  return {
    record,
    regulation,
    regulator,
    procedure,
    sectors: await loadSectors(ctx, record.sectorIds),
    lines: stageLines(procedure, world, versions, ctx.clock.now()),
    versions,
    facts: await loadFactHistory(ctx, incidentId),
    /** Who has reopened it, and why, is told to whoever could have done so. */
    reopenings: allowed.has('reopen') ? await loadReopenings(ctx.db, [incidentId]) : [],
    /** Undefined when the actor may not read them at all. */
    notes: mayWriteNotes ? await loadNotes(ctx, incidentId) : undefined,
    /** The operator that was asked to take it over, or has; for those who may settle it. */
    adoption,
    log: await loadLog(ctx, incidentId, { size: 5 }),
    showsContacts: await mayReadContacts(ctx, record.regulationId),
    /** What the reports say, when the regulator's own word stands against it. */
    computed: isOverride ? await computedSignificance(ctx.db, incidentId, procedure, world.sectors) : record.significant,
    acts: actsOf(allowed, record, {
      hasRequestStage: procedure.stages.some(({ kind }) => kind === 'onRequest'),
      isAdopted: adoption?.state === 'accepted',
    }),
    isObserver: isObserver(ctx.actor),
  };
}

type Acts = ReturnType<typeof actsOf>;
export type Act = keyof Acts;

/** The buttons of the page: what the rights and the workflow both allow now. */
function actsOf(
  allowed: ReadonlySet<keyof typeof incidentPermissions.actions>,
  record: Pick<typeof supervisedIncident.$inferSelect, 'status' | 'outcome' | 'notifierId'>,
  { hasRequestStage, isAdopted }: { hasRequestStage: boolean; isAdopted: boolean },
) {
  const situation = { status: record.status, outcome: record.outcome ?? undefined, hasSubmission: true };
  const moves = incidentMoves('supervising', situation).map(({ move }) => move);
  const open = isOngoing(record);
  return {
    request: allowed.has('requestReport') && open && hasRequestStage,
    correct: allowed.has('correctFact') && open,
    significance: allowed.has('setSignificance') && open,
    close: allowed.has('close') && moves.includes('close'),
    reopen: allowed.has('reopen') && moves.includes('reopen'),
    reference: allowed.has('changeReference'),
    note: allowed.has('addNote'),
    review: allowed.has('review'),
    adoption: allowed.has('settleAdoption') && open && (record.notifierId !== null || isAdopted),
  };
}

async function loadRecord(ctx: Ctx, incidentId: string) {
  const [row] = await ctx.db
    .select({
      record: getViewSelectedFields(supervisedIncident),
      relations: relationsOf(ctx, incidentPermissions, supervisedIncident),
      regulation: { key: govRegulation.key, short: govRegulation.short, name: govRegulation.name },
      regulator: { short: govRegulator.short, name: govRegulator.name, tlp: govRegulator.tlp },
    })
    .from(supervisedIncident)
    .innerJoin(govRegulation, eq(govRegulation.id, supervisedIncident.regulationId))
    .innerJoin(govRegulator, eq(govRegulator.id, supervisedIncident.regulatorId))
    .where(and(eq(supervisedIncident.id, incidentId), scope(ctx, incidentPermissions, 'read', supervisedIncident)));
  if (!row) throw new NotFoundError();
  return row;
}

/** What a reviewer has said about a version. */
export interface ReviewRecord {
  /** null: a comment without a verdict. */
  verdict: Verdict | null;
  /** Markdown; empty for those who read verdicts alone. */
  comment: string;
  by: string;
  at: Temporal.Instant;
}

/** Every version with its reviews, oldest first: those who may review read each of them, the others the verdict that holds. */
async function loadVersions(ctx: Ctx, incidentId: string, isReviewer: boolean) {
  const events = isReviewer ? await loadReviewEvents(ctx, incidentId) : [];
  const versions = await ctx.db
    .select({
      id: submission.id,
      reportId: submission.reportId,
      no: submission.no,
      at: submission.submittedAt,
      by: submission.submitterName,
      late: submission.late,
      deadlineAt: submission.deadlineAt,
      verdict: review.verdict,
      reviewedAt: review.reviewedAt,
      reviewer: review.reviewerName,
    })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .leftJoin(review, eq(review.submissionId, submission.id))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(submission.submittedAt), asc(submission.id));
  return versions.map((version) => {
    const { verdict, reviewedAt: at, reviewer: by } = version;
    const reviews: ReviewRecord[] = verdict && at && by ? [{ verdict, comment: '', by, at }] : [];
    return { ...version, reviews: isReviewer ? events.filter(({ submissionId }) => submissionId === version.id) : reviews };
  });
}

const loadReviewEvents = (ctx: Ctx, incidentId: string): Promise<(ReviewRecord & { submissionId: string })[]> =>
  ctx.db
    .select({
      submissionId: reviewEvent.submissionId,
      verdict: reviewEvent.verdict,
      comment: reviewEvent.commentMd,
      by: reviewEvent.byName,
      at: reviewEvent.at,
    })
    .from(reviewEvent)
    .innerJoin(submission, eq(submission.id, reviewEvent.submissionId))
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(reviewEvent.at), asc(reviewEvent.id));

const loadFactHistory = (ctx: Ctx, incidentId: string): Promise<FactRecord[]> =>
  ctx.db
    .select()
    .from(incidentFact)
    .where(eq(incidentFact.incidentId, incidentId))
    .orderBy(asc(incidentFact.recordedAt), asc(incidentFact.id));

const loadNotes = (ctx: Ctx, incidentId: string): Promise<NoteRecord[]> =>
  ctx.db.select().from(internalNote).where(eq(internalNote.incidentId, incidentId)).orderBy(desc(internalNote.at), desc(internalNote.id));

async function loadSectors(ctx: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ id: govSector.id, parentId: govSector.parentId, name: govSector.name })
    .from(govSector)
    .where(inArray(govSector.id, [...ids]));
  const parentIds = rows.flatMap(({ parentId }) => parentId ?? []);
  const parents =
    parentIds.length > 0
      ? await ctx.db.select({ id: govSector.id, name: govSector.name }).from(govSector).where(inArray(govSector.id, parentIds))
      : [];
  return rows.map(({ name, parentId }) => ({ name, parent: parents.find(({ id }) => id === parentId)?.name }));
}
