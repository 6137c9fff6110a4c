import { and, eq, gt } from 'drizzle-orm';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { incidentPermissions } from '../permissions.ts';
import { report, submission, supervisedIncident } from '../schema/incident.ts';
import { incidentAccess } from '../schema/traces.ts';
import { writeAccess } from './write-access.ts';

/** Going to and fro between pages of one version counts as one reading. */
const sameReadingMinutes = 60;

/**
 * Notes that somebody of the supervising side or an observer opened a version (incidents.md 10.1). Never moves the incident's last
 * update, and writes nothing for a version the actor may not see.
 */
export async function recordReading(ctx: Ctx, submissionId: string): Promise<void> {
  const accountId = actorId(ctx.actor);
  if (!accountId) return;
  await ctx.db.transaction(async (tx) => {
    const [opened] = await tx
      .select({ incidentId: supervisedIncident.id, stage: report.stageKey, no: submission.no })
      .from(submission)
      .innerJoin(report, eq(report.id, submission.reportId))
      .innerJoin(supervisedIncident, eq(supervisedIncident.id, report.incidentId))
      .where(and(eq(submission.id, submissionId), scope(ctx, incidentPermissions, 'read', supervisedIncident)));
    if (!opened) return;
    const [recent] = await tx
      .select({ id: incidentAccess.id })
      .from(incidentAccess)
      .where(
        and(
          eq(incidentAccess.incidentId, opened.incidentId),
          eq(incidentAccess.submissionId, submissionId),
          eq(incidentAccess.accountId, accountId),
          eq(incidentAccess.action, 'read'),
          gt(incidentAccess.at, ctx.wallClock.now().subtract({ minutes: sameReadingMinutes })),
        ),
      )
      .limit(1);
    if (recent) return;
    await writeAccess(tx, ctx, {
      incidentId: opened.incidentId,
      submissionId,
      action: 'read',
      detail: { stage: opened.stage, no: opened.no },
    });
  });
}
