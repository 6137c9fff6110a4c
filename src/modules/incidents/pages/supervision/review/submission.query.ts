/** One submitted version as the supervising side and observers read it, with everything it is compared with. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { govObserverRule, govRegulation, govSector } from '#modules/governance/index.ts';
import { actorId, isObserver, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { allowedActions, relationsOf, scope } from '#platform/permissions/permissions.ts';
import type { AnswerValue } from '../../../domain/answer-value.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { coveredBy } from '../../../queries/covered-reports.query.ts';
import { type FormVersion, formVersion } from '../../../queries/form-versions.query.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { report, submission, submissionAnswer, supervisedIncident } from '../../../schema/incident.ts';
import { review, reviewDraft, reviewEvent, reviewRemark } from '../../../schema/supervising-side.ts';

export type SubmissionRow = typeof submission.$inferSelect;
type ReportRow = typeof report.$inferSelect;

/** A submission of the incident with the report it belongs to, oldest first in lists. */
export interface Version {
  submission: SubmissionRow;
  report: ReportRow;
  stage: Translated;
  asksImpacts: boolean;
  answers: ReadonlyMap<string, AnswerValue>;
}

export interface WrittenReview {
  stored: typeof review.$inferSelect | undefined;
  remarks: Record<string, string>;
  /** Newest first. */
  events: (typeof reviewEvent.$inferSelect)[];
  /** The reader's own, until it is sent. */
  draft: typeof reviewDraft.$inferSelect | undefined;
}

export type SubmissionPage = NonNullable<Awaited<ReturnType<typeof loadSubmissionPage>>>;

/** Throws NotFoundError for a version the actor may not see. */
export async function loadSubmissionPage(ctx: Ctx, submissionId: string) {
  const { record, relations, regulation } = await loadIncident(ctx, submissionId);
  const procedure = await procedureDefinitionOf(ctx.db, record.procedureVersionId);
  const versions = await loadVersions(ctx, record.id, procedure.stages);
  const opened = versions.find((version) => version.submission.id === submissionId);
  if (!opened) throw new NotFoundError();
  const mayReview = allowedActions(ctx, incidentPermissions, { relations }).has('review');
  const slugs = [...new Set(versions.flatMap((version) => version.submission.sectors))];
  return {
    incident: record,
    regulation,
    procedure,
    opened,
    covered: await coveredBy(ctx.db, record.id, submissionId),
    form: await formVersion(ctx.db, opened.submission.formVersionId),
    forms: await loadForms(ctx, versions),
    /** Of the whole incident, oldest first. */
    versions,
    /** Later versions of the same report: their newest number. */
    newerNo: newestAfter(versions, opened),
    review: await loadReview(ctx, submissionId),
    sectors: await loadSectorNames(ctx, slugs),
    showsContacts: await mayReadContacts(ctx, record.regulationId),
    mayReview,
    isOwn: opened.submission.submittedBy !== null && opened.submission.submittedBy === actorId(ctx.actor),
  };
}

async function loadIncident(ctx: Ctx, submissionId: string) {
  const [row] = await ctx.db
    .select({
      record: {
        id: supervisedIncident.id,
        reference: supervisedIncident.reference,
        title: supervisedIncident.title,
        operatorName: supervisedIncident.operatorName,
        zone: supervisedIncident.zone,
        status: supervisedIncident.status,
        significant: supervisedIncident.significant,
        regulationId: supervisedIncident.regulationId,
        procedureVersionId: supervisedIncident.procedureVersionId,
      },
      regulation: govRegulation.short,
      relations: relationsOf(ctx, incidentPermissions, supervisedIncident),
    })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .innerJoin(supervisedIncident, eq(supervisedIncident.id, report.incidentId))
    .innerJoin(govRegulation, eq(govRegulation.id, supervisedIncident.regulationId))
    .where(and(eq(submission.id, submissionId), scope(ctx, incidentPermissions, 'read', supervisedIncident)));
  if (!row) throw new NotFoundError();
  return row;
}

async function loadVersions(
  ctx: Ctx,
  incidentId: string,
  stages: readonly { key: string; label: Translated; impacts: boolean }[],
): Promise<Version[]> {
  const rows = await ctx.db
    .select({ submission, report })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(submission.submittedAt), asc(submission.id));
  const answers = await ctx.db
    .select()
    .from(submissionAnswer)
    .where(
      inArray(
        submissionAnswer.submissionId,
        rows.map((row) => row.submission.id),
      ),
    );
  return rows.map((row) => {
    const stage = stages.find(({ key }) => key === row.report.stageKey);
    const own = answers.filter(({ submissionId }) => submissionId === row.submission.id);
    return {
      ...row,
      stage: stage?.label ?? { en: row.report.stageKey },
      asksImpacts: stage?.impacts ?? false,
      answers: new Map(own.map(({ questionKey, value }) => [questionKey, value])),
    };
  });
}

/** Old versions keep the labels of the form they were written on. */
async function loadForms(ctx: Ctx, versions: readonly Version[]): Promise<ReadonlyMap<string, FormVersion>> {
  const ids = [...new Set(versions.map((version) => version.submission.formVersionId))];
  const forms = await Promise.all(ids.map((id) => formVersion(ctx.db, id)));
  return new Map(forms.map((form) => [form.id, form]));
}

function newestAfter(versions: readonly Version[], opened: Version): number | undefined {
  const later = versions.filter((other) => other.report.id === opened.report.id && other.submission.no > opened.submission.no);
  return later.length === 0 ? undefined : Math.max(...later.map((other) => other.submission.no));
}

async function loadReview(ctx: Ctx, submissionId: string): Promise<WrittenReview> {
  const [stored] = await ctx.db.select().from(review).where(eq(review.submissionId, submissionId));
  const remarks = await ctx.db.select().from(reviewRemark).where(eq(reviewRemark.submissionId, submissionId));
  const events = await ctx.db
    .select()
    .from(reviewEvent)
    .where(eq(reviewEvent.submissionId, submissionId))
    .orderBy(sql`${reviewEvent.at} desc, ${reviewEvent.id} desc`)
    .limit(50);
  const accountId = actorId(ctx.actor);
  const [draft] = accountId
    ? await ctx.db
        .select()
        .from(reviewDraft)
        .where(and(eq(reviewDraft.submissionId, submissionId), eq(reviewDraft.accountId, accountId)))
    : [];
  return { stored, remarks: Object.fromEntries(remarks.map(({ questionKey, text }) => [questionKey, text])), events, draft };
}

async function loadSectorNames(ctx: Ctx, slugs: readonly string[]): Promise<ReadonlyMap<string, Translated>> {
  if (slugs.length === 0) return new Map();
  const rows = await ctx.db
    .select({ slug: govSector.slug, name: govSector.name })
    .from(govSector)
    .where(inArray(govSector.slug, [...slugs]));
  return new Map(rows.map(({ slug, name }) => [slug, name]));
}

/** Observers read contacts only where their rule shares them (decisions.md D16). */
export async function mayReadContacts(ctx: Ctx, regulationId: string): Promise<boolean> {
  if (!isObserver(ctx.actor)) return true;
  const [rule] = await ctx.db
    .select({ shareContacts: govObserverRule.shareContacts })
    .from(govObserverRule)
    .where(and(eq(govObserverRule.observerId, organisationOf(ctx.actor)?.id ?? ''), eq(govObserverRule.regulationId, regulationId)));
  return rule?.shareContacts ?? false;
}
