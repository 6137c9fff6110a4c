import { and, eq, isNotNull } from 'drizzle-orm';
import { govNotifier } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { Answers } from '../domain/answer-value.ts';
import type { Stage } from '../domain/definition.ts';
import { instantsOf } from '../domain/facts.ts';
import { type FilingContent, type FilingStep, filingContentSchema, filingSteps, firstStage } from '../domain/filing.ts';
import { type FormCircumstances, inTime, keptAnswers, missingAnswers } from '../domain/questionnaire.ts';
import { type IncidentWorld, nextDueAt, type StageState, stageStates } from '../domain/stage-states.ts';
import { deadlineMet, type MetDeadline, worldOfSubmission } from '../domain/submission-due.ts';
import { filingPermissions } from '../permissions.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { type FormVersion, formVersion, newestFormVersion } from './form-versions.query.ts';
import { type Offer, offeredProcedures, offerOfVersion } from './offered-procedures.query.ts';
import { loadSectorTree, withParents } from './sector-tree.query.ts';

export type FilingRow = typeof notifierFiling.$inferSelect;

/** Where a filing leads: the procedure, the report that is filed, its form. */
export interface FilingTarget {
  offer: Offer;
  stage: Stage;
  form: FormVersion;
  /** With the parents of the affected sectors. */
  sectors: readonly string[];
}

/** The short way leads only to laws whose first report can stand alone. */
export const filingOffers = async (ctx: Ctx, reader: Reader = ctx.db): Promise<Offer[]> =>
  (await offeredProcedures(reader, ctx.clock.now())).filter(({ definition }) => firstStage(definition) !== undefined);

/** Draft, or sent; the actor's own. Throws NotFoundError. */
export async function ownFiling(ctx: Ctx): Promise<FilingRow> {
  const [row] = await ctx.db
    .select()
    .from(notifierFiling)
    .where(scope(ctx, filingPermissions, 'fill', notifierFiling));
  if (!row) throw new NotFoundError();
  return { ...row, content: filingContentSchema.parse(row.content) };
}

/** Whether there is an account behind the notifier. */
export async function isInAccount(reader: Reader, notifierId: string): Promise<boolean> {
  return (await reader.$count(govNotifier, and(eq(govNotifier.id, notifierId), isNotNull(govNotifier.accountId)))) > 0;
}

/** What lies in the queue of the unproven ones. Throws NotFoundError for one that has become an incident: it has a page of its own. */
export async function queuedFiling(ctx: Ctx, filingId: string): Promise<FilingRow> {
  const [row] = await ctx.db
    .select()
    .from(notifierFiling)
    .where(and(eq(notifierFiling.id, filingId), eq(notifierFiling.state, 'sent'), scope(ctx, filingPermissions, 'read', notifierFiling)));
  if (!row) throw new NotFoundError();
  return { ...row, content: filingContentSchema.parse(row.content) };
}

/** undefined while no procedure is chosen, or the chosen one is not offered any more. What is sent keeps the versions it was sent under. */
export async function filingTarget(ctx: Ctx, row: FilingRow, reader: Reader = ctx.db): Promise<FilingTarget | undefined> {
  const sent = row.procedureVersionId ? await offerOfVersion(reader, row.procedureVersionId) : undefined;
  const offer = sent ?? (await filingOffers(ctx, reader)).find(({ procedureId }) => procedureId === row.content.procedureId);
  const stage = offer && firstStage(offer.definition);
  if (!offer || !stage) return undefined;
  const form = row.formVersionId
    ? await formVersion(reader, row.formVersionId)
    : await newestFormVersion(reader, offer.regulatorId, stage.formKey);
  return { offer, stage, form, sectors: withParents(await loadSectorTree(ctx, reader), row.content.sectors) };
}

export const answersOf = ({ answers }: FilingContent): Answers => new Map(answers);

/** The incident that it would be. */
const worldOf = ({ content }: Pick<FilingRow, 'content'>, { sectors }: FilingTarget, now: Temporal.Instant): IncidentWorld => ({
  notifiedAt: now,
  zone: content.zone,
  facts: instantsOf(content.facts),
  answers: new Map(),
  sectors,
  categories: [],
  now,
  reports: [],
  isClosed: false,
});

/** The deadline of its report, and whether it would be late if it were sent at that time. Answers that only a late report is asked do not count. */
export function filingDeadline(row: Pick<FilingRow, 'content'>, target: FilingTarget, at: Temporal.Instant): MetDeadline {
  const world = worldOf(row, target, at);
  const answers = keptAnswers(target.form.definition, answersOf(row.content), inTime);
  const { facts, sectors } = world;
  return deadlineMet(target.offer.definition, target.stage, worldOfSubmission(world, { facts, sectors, answers }));
}

export const circumstancesOf = (row: Pick<FilingRow, 'content'>, target: FilingTarget, at: Temporal.Instant): FormCircumstances => ({
  late: filingDeadline(row, target, at).late,
});

/** What is due after it, and by when. */
export function nextAfterFiling(row: FilingRow, target: FilingTarget, sentAt: Temporal.Instant): StageState | undefined {
  const answers = answersOf(row.content);
  const reports = [{ stage: target.stage.key, ordinal: 1, submissions: [sentAt] }];
  const states = stageStates(target.offer.definition, { ...worldOf(row, target, sentAt), answers, reports });
  const at = nextDueAt(states);
  return at && states.find(({ due }) => due.kind === 'due' && due.at.equals(at));
}

/** The first page that still lacks something. */
export function openStep(row: FilingRow, target: FilingTarget | undefined, now: Temporal.Instant): FilingStep {
  const { saved, facts } = row.content;
  if (!saved.includes('who')) return 'who';
  if (!saved.includes('where') || !target) return 'where';
  const { definition } = target.offer;
  const isComplete =
    saved.includes('what') &&
    definition.facts.every(({ fact, mandatory }) => !mandatory || facts[fact] !== undefined) &&
    missingAnswers(
      target.form.definition,
      keptAnswers(target.form.definition, answersOf(row.content), circumstancesOf(row, target, now)),
      circumstancesOf(row, target, now),
    ).length === 0;
  return isComplete ? 'check' : 'what';
}

/** The wanted page, unless an earlier one has to be answered first. */
export const stepFor = (wanted: FilingStep, open: FilingStep): FilingStep =>
  filingSteps.indexOf(wanted) <= filingSteps.indexOf(open) ? wanted : open;
