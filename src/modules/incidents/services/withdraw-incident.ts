import { eq, inArray, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { announceJob } from '../jobs/announce.job.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { draft } from '../schema/reporting-side.ts';
import { incidentMoves } from '../workflow.ts';
import { lockIncident } from './lock-report.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { writeAccess } from './write-access.ts';

/**
 * The reporting side takes back an incident for which nothing was submitted: it is closed as withdrawn, stays on the regulator's
 * list, and its reminders end (decisions.md D2). Done twice, it changes nothing the second time. Throws ConflictError once a
 * report was submitted or the regulator has closed it.
 */
export async function withdrawIncident(ctx: Ctx, { fileId, incidentId }: { fileId: string; incidentId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, incidentId, 'withdraw');
    if (record.fileId !== fileId) throw new NotFoundError();
    if (record.outcome === 'withdrawn') return;
    // The lock on the incident is the one a submission takes: whichever came first, the other finds out here.
    const reports = tx.select({ id: report.id }).from(report).where(eq(report.incidentId, record.id));
    const [sent] = await tx.select({ id: submission.id }).from(submission).where(inArray(submission.reportId, reports)).limit(1);
    const moves = incidentMoves('reporting', { status: record.status, outcome: record.outcome ?? undefined, hasSubmission: Boolean(sent) });
    if (!moves.some(({ move }) => move === 'withdraw')) throw new ConflictError('notify.withdraw.refused');
    const now = ctx.clock.now();
    await tx
      .update(incident)
      .set({
        status: 'closed',
        outcome: 'withdrawn',
        closedAt: now,
        closedBy: actorId(ctx.actor),
        lastUpdateAt: now,
        version: sql`${incident.version} + 1`,
      })
      .where(eq(incident.id, record.id));
    await tx.delete(draft).where(inArray(draft.reportId, reports));
    await refreshDeadlines(tx, ctx, record.id, 'fact');
    await writeAccess(tx, ctx, { incidentId: record.id, action: 'withdrawn', detail: { reference: record.reference } });
    await writeAudit(tx, ctx, {
      action: 'incidents.withdrawIncident',
      subjectKind: 'incident',
      subjectId: record.id,
      detail: { reference: record.reference },
    });
    await enqueue(tx, ctx, announceJob, { event: 'withdrawn', incidentId: record.id, eventId: newId() });
  });
}
