import { and, eq } from 'drizzle-orm';
import { actorId, actorName, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Answers } from '../domain/answer-value.ts';
import { contentHash } from '../domain/content-hash.ts';
import { computeDue } from '../domain/deadlines.ts';
import type { Stage } from '../domain/definition.ts';
import { submissionsByStage } from '../domain/stage-states.ts';
import type { LoadedWorld } from '../queries/incident-world.query.ts';
import { type incident, type report, submission, submissionAnswer, submissionCovers } from '../schema/incident.ts';
import { lateFlag } from '../workflow.ts';
import { type DraftContent, instantsOf } from './draft-content.ts';

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
  const { record, reportRow, stage, loaded, content, answers, formVersionId } = making;
  const [first] = await tx
    .select({ late: submission.late, deadlineAt: submission.deadlineAt, deadlineExplained: submission.deadlineExplained })
    .from(submission)
    .where(and(eq(submission.reportId, reportRow.id), eq(submission.no, 1)));
  // The deadline is the one that the facts of this very submission give (incidents.md 3.5).
  const world = { ...loaded.world, facts: instantsOf(content.facts), submissions: submissionsByStage(loaded.world.reports) };
  const request = loaded.world.reports.find(({ id }) => id === reportRow.id)?.request;
  const due = computeDue(loaded.procedure, stage, world, request);
  const submittedAt = ctx.clock.now();
  const deadline =
    first ??
    (due.kind === 'due' ? { deadlineAt: due.at, deadlineExplained: due.explanation } : { deadlineAt: null, deadlineExplained: null });
  const covered = loaded.world.reports.filter((row) => stage.covers.includes(row.stage) && row.submissions.length === 0);
  const frozen = {
    no: making.baseNo + 1,
    formVersionId,
    submitterName: actorName(ctx.actor),
    organisationName: organisationOf(ctx.actor)?.name ?? record.operatorName,
    facts: content.facts,
    contacts: content.contacts,
    sectors: content.sectors,
    impacts: stage.impacts ? content.impacts : [],
  };
  const sha256 = contentHash({
    format: 1,
    reference: record.reference,
    stage: stage.key,
    ordinal: reportRow.ordinal,
    procedureVersionId: record.procedureVersionId,
    submittedAt: submittedAt.toString({ fractionalSecondDigits: 3 }),
    covers: covered.map((row) => row.stage),
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
    deadlineAt: deadline.deadlineAt,
    deadlineExplained: deadline.deadlineExplained,
    late: lateFlag(submittedAt, deadline.deadlineAt ?? undefined, first && { isLate: first.late }),
    contentSha256: sha256,
    idempotencyKey: making.idempotencyKey,
  });
  if (answers.size > 0)
    await tx.insert(submissionAnswer).values([...answers].map(([questionKey, value]) => ({ submissionId, questionKey, value })));
  if (covered.length > 0) await tx.insert(submissionCovers).values(covered.map((row) => ({ submissionId, reportId: row.id })));
  return { submissionId, no: frozen.no, sha256 };
}
