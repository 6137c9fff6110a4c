import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { internalNote } from '../schema/supervising-side.ts';
import { lockIncident } from './lock-report.ts';
import { writeAccess } from './write-access.ts';

/**
 * Writes a note that only the supervising regulator's people read. The incident's last update does not move and nobody is told:
 * the reporting side must not be able to tell that there is one.
 */
export async function addNote(ctx: Ctx, input: { incidentId: string; body: string }): Promise<{ noteId: string }> {
  return ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, input.incidentId, 'addNote');
    const noteId = newId();
    await tx.insert(internalNote).values({
      id: noteId,
      incidentId: record.id,
      bodyMd: input.body,
      by: actorId(ctx.actor),
      byName: actorName(ctx.actor),
      at: ctx.wallClock.now(),
    });
    await writeAccess(tx, ctx, { incidentId: record.id, action: 'commented', detail: { note: true } });
    await writeAudit(tx, ctx, { action: 'incidents.addNote', subjectKind: 'incident', subjectId: record.id, detail: { noteId } });
    return { noteId };
  });
}
