import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { announceJob } from '../jobs/announce.job.ts';
import { incident } from '../schema/incident.ts';
import { type IncidentTransition, incidentMoves } from '../workflow.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { writeAccess } from './write-access.ts';

type Incident = typeof incident.$inferSelect;

/** On the locked row: somebody else may have moved the incident since the page was opened. */
export function requireMove(record: Incident, wanted: 'close' | 'reopen'): IncidentTransition {
  const moves = incidentMoves('supervising', { status: record.status, outcome: record.outcome ?? undefined, hasSubmission: true });
  const move = moves.find((row) => row.move === wanted);
  if (!move) throw new ConflictError(wanted === 'close' ? 'supervision.act.close.notOpen' : 'supervision.act.reopen.notClosed');
  return move;
}

interface Moving {
  change: Pick<Incident, 'status' | 'outcome' | 'closedAt' | 'closedBy'>;
  action: 'closed' | 'reopened';
  detail: Record<string, unknown>;
}

/** The change itself, with everything that follows from it. */
export async function moveIncident(tx: Tx, ctx: Ctx, record: Incident, { change, action, detail }: Moving): Promise<void> {
  const incidentId = record.id;
  await tx
    .update(incident)
    .set({ ...change, lastUpdateAt: ctx.clock.now(), version: sql`${incident.version} + 1` })
    .where(eq(incident.id, incidentId));
  await refreshDeadlines(tx, ctx, incidentId, 'regulator');
  await writeAccess(tx, ctx, { incidentId, action, detail });
  await writeAudit(tx, ctx, {
    action: action === 'closed' ? 'incidents.closeIncident' : 'incidents.reopenIncident',
    subjectKind: 'incident',
    subjectId: incidentId,
    detail: { reference: record.reference, ...detail },
  });
  // One mail for each closing, however often an incident is closed and reopened (check 15).
  await enqueue(tx, ctx, announceJob, { event: action, incidentId, eventId: newId() });
}
