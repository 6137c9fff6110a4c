import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Stage } from '../domain/definition.ts';
import { report, voluntaryReason } from '../schema/incident.ts';

/**
 * Keeps one report ready that the operator may send without being asked (GDPR Art. 33(4)). It is there whether or not anybody has
 * begun to write, so that its existence tells the regulator nothing about drafts (decisions.md D2).
 */
export async function offerVoluntary(tx: Tx, incidentId: string, stage: Stage): Promise<void> {
  if (!stage.voluntary) return;
  const [last] = await tx
    .select({ ordinal: sql<number>`coalesce(max(${report.ordinal}), 0)::int` })
    .from(report)
    .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stage.key)));
  await tx.insert(report).values({
    id: newId(),
    incidentId,
    stageKey: stage.key,
    ordinal: (last?.ordinal ?? 0) + 1,
    kind: stage.kind,
    waivedReason: voluntaryReason,
  });
}

/** What was ready is sent, its row locked: the next one is made ready. A report that a regulator asked for leaves it as it is. */
export async function useVoluntary(tx: Tx, stage: Stage, sent: typeof report.$inferSelect): Promise<void> {
  if (sent.waivedReason !== voluntaryReason || sent.requestedAt !== null) return;
  await tx.update(report).set({ waivedReason: null }).where(eq(report.id, sent.id));
  await offerVoluntary(tx, sent.incidentId, stage);
}
