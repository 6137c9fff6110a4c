import { and, eq } from 'drizzle-orm';
import { actorId, actorName, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { Answers } from '../domain/answer-value.ts';
import { contentHash } from '../domain/content-hash.ts';
import type { Stage } from '../domain/definition.ts';
import { instantsOf } from '../domain/facts.ts';
import { applicableImpacts } from '../domain/significance.ts';
import { coveredDeadlines, deadlineMet, worldOfSubmission } from '../domain/submission-due.ts';
import { type LoadedWorld, reportOf } from '../queries/incident-world.query.ts';
import { loadSectorTree, withParents } from '../queries/sector-tree.query.ts';
import { type incident, type report, submission, submissionAnswer, submissionCovers } from '../schema/incident.ts';
import type { DraftContent } from './draft-content.ts';

export interface Making {
  baseNo: number;
  idempotencyKey: string;
  record: typeof incident.$inferSelect;
  reportRow: typeof report.$inferSelect;
  stage: Stage;
  loaded: LoadedWorld;
  content: DraftContent;
  answers: Answers;
  formVersionId: string;
}

/** Writes the frozen version: content, answers, the reports it covers, its digest. */
export async function insertSubmission(tx: Tx, ctx: Ctx, making: Making) {
  const { record, reportRow, stage, content, answers, formVersionId } = making;
  const submittedAt = ctx.clock.now();
  const sectors = withParents(await loadSectorTree(ctx, tx), content.sectors);
  const applicable = applicableImpacts(making.loaded.procedure, sectors).map(({ key }) => key);
  const { own, covered } = await deadlinesOf(tx, making, sectors, submittedAt);
  const frozen = {
    no: making.baseNo + 1,
    formVersionId,
    submitterName: actorName(ctx.actor),
    organisationName: organisationOf(ctx.actor)?.name ?? record.operatorName,
    facts: content.facts,
    contacts: content.contacts,
    sectors: content.sectors,
    // Only what was offered: a box ticked for a sector that was taken away again is none.
    impacts: stage.impacts ? applicable.filter((key) => content.impacts.includes(key)) : [],
  };
  const sha256 = contentHash({
    format: 1,
    reference: record.reference,
    stage: stage.key,
    ordinal: reportRow.ordinal,
    procedureVersionId: record.procedureVersionId,
    submittedAt: submittedAt.toString({ fractionalSecondDigits: 3 }),
    covers: covered.map(({ report, met }) => ({
      stage: report.stage,
      ordinal: report.ordinal,
      deadlineAt: met.deadlineAt?.toString({ fractionalSecondDigits: 3 }) ?? null,
      late: met.late,
    })),
    answers,
    ...frozen,
  });
  const submissionId = newId();
  await tx.insert(submission).values({
    id: submissionId,
    reportId: reportRow.id,
    submittedAt,
    submittedBy: actorId(ctx.actor),
    ...frozen,
    ...own,
    contentSha256: sha256,
    idempotencyKey: making.idempotencyKey,
  });
  if (answers.size > 0)
    await tx.insert(submissionAnswer).values([...answers].map(([questionKey, value]) => ({ submissionId, questionKey, value })));
  if (covered.length > 0)
    await tx.insert(submissionCovers).values(covered.map(({ report, met }) => ({ submissionId, reportId: report.id, ...met })));
  return { submissionId, no: frozen.no, sha256 };
}

/** The first version decides, for the report and for those it covers; later ones inherit it (incidents.md 3.5, check 11). */
async function deadlinesOf(
  tx: Tx,
  { reportRow, stage, loaded, content, answers }: Making,
  sectors: readonly string[],
  now: Temporal.Instant,
) {
  const { procedure } = loaded;
  const world = worldOfSubmission({ ...loaded.world, now }, { facts: instantsOf(content.facts), sectors, answers });
  const first = reportRow.sentNo === null ? undefined : await firstVersion(tx, reportRow.id);
  const covered = coveredDeadlines(procedure, stage, world, loaded.world.reports);
  return {
    own: first ?? deadlineMet(procedure, stage, world, reportOf(loaded, reportRow.id)),
    covered: covered.map(({ report, met }) => {
      const { deadlineAt, deadlineExplained, late } = report.covered ?? met;
      return { report, met: { deadlineAt, deadlineExplained, late } };
    }),
  };
}

async function firstVersion(tx: Tx, reportId: string) {
  const [first] = await tx
    .select({ deadlineAt: submission.deadlineAt, deadlineExplained: submission.deadlineExplained, late: submission.late })
    .from(submission)
    .where(and(eq(submission.reportId, reportId), eq(submission.no, 1)));
  return first;
}
