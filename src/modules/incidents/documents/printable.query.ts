import { and, asc, eq, inArray } from 'drizzle-orm';
import { govObserverRule, govRegulation, govRegulator, govSector } from '#modules/governance/index.ts';
import { isObserver, isOperator, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { incidentPermissions } from '../permissions.ts';
import { type CoveredReport, loadCovered } from '../queries/covered-reports.query.ts';
import { type FormVersion, formVersion } from '../queries/form-versions.query.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { incidentSector, report, submission, submissionAnswer, supervisedIncident } from '../schema/incident.ts';
import { review } from '../schema/supervising-side.ts';

export type PrintedSubmission = Awaited<ReturnType<typeof loadSubmissions>>[number];
export type Printable = Awaited<ReturnType<typeof loadPrintable>>;

/** Everything a document of an incident may need, as far as this reader may see it. Throws NotFoundError for anybody else. */
export async function loadPrintable(ctx: Ctx, incidentId: string) {
  const [incident] = await ctx.db
    .select()
    .from(supervisedIncident)
    .where(and(eq(supervisedIncident.id, incidentId), scope(ctx, incidentPermissions, 'download', supervisedIncident)));
  if (!incident) throw new NotFoundError();
  const [regulator] = await ctx.db.select().from(govRegulator).where(eq(govRegulator.id, incident.regulatorId));
  const [regulation] = await ctx.db.select().from(govRegulation).where(eq(govRegulation.id, incident.regulationId));
  if (!regulator || !regulation) throw new Error(`The incident ${incidentId} has lost its regulator or regulation`);
  const sectors = await ctx.db
    .select({ id: govSector.id, name: govSector.name, parentId: govSector.parentId })
    .from(incidentSector)
    .innerJoin(govSector, eq(govSector.id, incidentSector.sectorId))
    .where(eq(incidentSector.incidentId, incidentId));
  const parentIds = sectors.flatMap(({ parentId }) => parentId ?? []);
  const parents =
    parentIds.length > 0
      ? await ctx.db.select({ id: govSector.id, name: govSector.name }).from(govSector).where(inArray(govSector.id, parentIds))
      : [];
  return {
    incident,
    regulator,
    regulation,
    procedure: await procedureDefinitionOf(ctx.db, incident.procedureVersionId),
    sectors: sectors.map(({ id, name, parentId }) => ({ id, name, parent: parents.find((parent) => parent.id === parentId)?.name })),
    submissions: await loadSubmissions(ctx, incidentId),
    ...(await audienceOf(ctx, incident.regulationId)),
  };
}

/** Every version, oldest first, with the form it was made with. */
async function loadSubmissions(ctx: Ctx, incidentId: string) {
  const rows = await ctx.db
    .select({ stage: report.stageKey, ordinal: report.ordinal, reportId: report.id, submission, verdict: review.verdict })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .leftJoin(review, eq(review.submissionId, submission.id))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(submission.submittedAt), asc(submission.id));
  const ids = rows.map((row) => row.submission.id);
  const answers = ids.length > 0 ? await ctx.db.select().from(submissionAnswer).where(inArray(submissionAnswer.submissionId, ids)) : [];
  const covered = await loadCovered(ctx.db, incidentId);
  const printed: ((typeof rows)[number] & { form: FormVersion; answers: Map<string, AnswerValue>; covered: CoveredReport[] })[] = [];
  for (const row of rows) {
    const own = answers.filter(({ submissionId }) => submissionId === row.submission.id);
    const form = await formVersion(ctx.db, row.submission.formVersionId);
    printed.push({
      ...row,
      form,
      answers: new Map(own.map(({ questionKey, value }) => [questionKey, value])),
      covered: covered.filter(({ submissionId }) => submissionId === row.submission.id),
    });
  }
  return printed;
}

/** What may be printed, and under which name it is kept: bytes made for one audience are never handed to another. */
async function audienceOf(ctx: Ctx, regulationId: string): Promise<{ audience: string; showsContacts: boolean }> {
  const organisation = organisationOf(ctx.actor);
  const side = isOperator(ctx.actor) ? 'reporting' : isObserver(ctx.actor) ? 'observer' : 'supervising';
  if (side !== 'observer') return { audience: `${side}:${organisation?.id}`, showsContacts: true };
  const [rule] = await ctx.db
    .select({ shareContacts: govObserverRule.shareContacts })
    .from(govObserverRule)
    .where(and(eq(govObserverRule.observerId, organisation?.id ?? ''), eq(govObserverRule.regulationId, regulationId)));
  const showsContacts = rule?.shareContacts ?? false;
  return { audience: `observer:${organisation?.id}:${showsContacts ? 'contacts' : 'plain'}`, showsContacts };
}

/** The incident a submission belongs to. Throws NotFoundError for an unknown one; the right is checked with the incident. */
export async function incidentOfSubmission(ctx: Ctx, submissionId: string): Promise<string> {
  const [row] = await ctx.db
    .select({ incidentId: report.incidentId })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(eq(submission.id, submissionId));
  if (!row) throw new NotFoundError();
  return row.incidentId;
}

export async function incidentOfReport(ctx: Ctx, reportId: string): Promise<string> {
  const [row] = await ctx.db.select({ incidentId: report.incidentId }).from(report).where(eq(report.id, reportId));
  if (!row) throw new NotFoundError();
  return row.incidentId;
}
