import { actorId, organisationOf } from '../context/actor.ts';
import type { Ctx } from '../context/ctx.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { auditDetail, auditEvent } from '../db/schema.ts';
import { digestOfDetail } from './chain.ts';

export interface AuditEntry {
  /** `module.verb`, e.g. `incidents.submitReport`. */
  action: string;
  subjectKind: string;
  subjectId?: string;
  /** Names and values; kept apart so that retention can delete them while the digest stays (decisions.md D13). */
  detail?: Record<string, unknown>;
}

/** Writes the trail of a change in the change's own transaction: no audit row, no change. It is sealed within a minute. */
export async function writeAudit(tx: Tx, ctx: Ctx, entry: AuditEntry): Promise<void> {
  const id = newId();
  const detail = entry.detail ?? {};
  const event = tx.insert(auditEvent).values({
    id,
    at: ctx.wallClock.now(),
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    organisationId: organisationOf(ctx.actor)?.id ?? null,
    requestId: ctx.requestId,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId ?? null,
    detailSha256: digestOfDetail(detail),
  });
  // Both in one statement: every change of the system pays for this one.
  const written = tx.$with('written').as(event.returning({ id: auditEvent.id }));
  await tx.with(written).insert(auditDetail).values({ eventId: id, detail });
}
