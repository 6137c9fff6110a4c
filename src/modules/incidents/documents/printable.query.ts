import { and, asc, eq, inArray } from 'drizzle-orm';
import { govObserverRule, govRegulation, govRegulator, govSector } from '#modules/governance/index.ts';
import { actorId, isObserver, isReporting, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { type Language, translate } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { incidentPaths } from '../paths.ts';
import { incidentPermissions } from '../permissions.ts';
import { type CoveredReport, loadCovered } from '../queries/covered-reports.query.ts';
import { type FormVersion, formVersion } from '../queries/form-versions.query.ts';
import { loadIncidentWorld } from '../queries/incident-world.query.ts';
import { anchorQuestionLabels } from '../queries/question-labels.query.ts';
import {
  incidentFact,
  incidentSector,
  incident as incidentTable,
  report,
  submission,
  submissionAnswer,
  supervisedIncident,
} from '../schema/incident.ts';
import { review } from '../schema/supervising-side.ts';
import { nextOf } from './next-deadline.ts';
import type { SectorName } from './sector-groups.ts';

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
  const loaded = await loadIncidentWorld(ctx.db, incidentId, ctx.clock.now());
  const { procedure } = loaded;
  const questions = await anchorQuestionLabels(ctx.db, regulator.id, procedure);
  return {
    incident,
    regulator,
    regulation,
    procedure,
    /** What is still to come in first, as everything stands now. */
    next: nextOf(loaded),
    /** A question that a deadline is counted from, in words. */
    questions: (key: string, language: Language) => (questions[key] ? translate(questions[key], language) : key),
    facts: await loadFactHistory(ctx, incidentId),
    ...(await loadSectors(ctx, incidentId)),
    submissions: await loadSubmissions(ctx, incidentId),
    ...(await audienceOf(ctx, incident.regulationId)),
  };
}

/** Every value that a fact has had, oldest first: the last one holds. */
const loadFactHistory = ({ db }: Ctx, incidentId: string) =>
  db.select().from(incidentFact).where(eq(incidentFact.incidentId, incidentId)).orderBy(asc(incidentFact.recordedAt), asc(incidentFact.id));

/** The slugs of the affected sectors, and the names of all: a version may have been submitted with others. */
async function loadSectors({ db }: Ctx, incidentId: string): Promise<{ sectors: string[]; sectorTree: SectorName[] }> {
  const { id, slug, name, parentId } = govSector;
  const rows = await db.select({ id, slug, name, parentId }).from(govSector).orderBy(asc(slug));
  const affected = await db.select({ id: incidentSector.sectorId }).from(incidentSector).where(eq(incidentSector.incidentId, incidentId));
  const slugs = new Map(rows.map((row) => [row.id, row.slug]));
  return {
    sectors: affected.flatMap((row) => slugs.get(row.id) ?? []),
    sectorTree: rows.map((row) => ({ slug: row.slug, name: row.name, parent: row.parentId ? slugs.get(row.parentId) : undefined })),
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

interface Audience {
  /** Whom the sentences speak to. */
  side: 'reporting' | 'supervising';
  audience: string;
  showsContacts: boolean;
}

/** What may be printed, and under which name it is kept: bytes made for one audience are never handed to another. */
async function audienceOf(ctx: Ctx, regulationId: string): Promise<Audience> {
  const organisation = organisationOf(ctx.actor);
  const side = isReporting(ctx.actor) ? 'reporting' : 'supervising';
  if (!isObserver(ctx.actor)) return { side, audience: `${side}:${organisation?.id ?? actorId(ctx.actor)}`, showsContacts: true };
  const [rule] = await ctx.db
    .select({ shareContacts: govObserverRule.shareContacts })
    .from(govObserverRule)
    .where(and(eq(govObserverRule.observerId, organisation?.id ?? ''), eq(govObserverRule.regulationId, regulationId)));
  const showsContacts = rule?.shareContacts ?? false;
  return { side, audience: `observer:${organisation?.id}:${showsContacts ? 'contacts' : 'plain'}`, showsContacts };
}

/** Where this reader works on the incident: the reporting side on its file, the others on the incident. */
export async function homeOfIncident(ctx: Ctx, incidentId: string): Promise<string> {
  const address = incidentPaths.incident.link({ params: { incidentId } });
  if (!isReporting(ctx.actor)) return address;
  const [row] = await ctx.db.select({ fileId: incidentTable.fileId }).from(incidentTable).where(eq(incidentTable.id, incidentId));
  return row ? incidentPaths.file.link({ params: { fileId: row.fileId } }) : address;
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
