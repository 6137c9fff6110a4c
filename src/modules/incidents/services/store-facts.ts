import { eq, inArray } from 'drizzle-orm';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { Fact } from '../domain/condition.ts';
import { incidentFact } from '../schema/incident.ts';
import type { DraftContent } from './draft-content.ts';

/** Facts that differ from the current ones get a new row; the old one stays as history. Answers the new ids. */
export async function storeFacts(tx: Tx, ctx: Ctx, incidentId: string, { facts, current }: DraftContent): Promise<string[]> {
  const now = ctx.clock.now();
  const all = [...new Set([...current.map(({ fact }) => fact), ...(Object.keys(facts) as Fact[])])];
  const ids: string[] = [];
  for (const fact of all) {
    const before = current.find((row) => row.fact === fact);
    const after = facts[fact];
    const at = after ? Temporal.Instant.from(after.at) : null;
    if (before && before.zone === (after?.zone ?? before.zone) && (at ? before.at?.equals(at) : before.at === null)) continue;
    if (before) await tx.update(incidentFact).set({ supersededAt: now }).where(eq(incidentFact.id, before.id));
    const id = newId();
    await tx.insert(incidentFact).values({
      id,
      incidentId,
      fact,
      at,
      zone: after?.zone ?? before?.zone ?? 'UTC',
      source: 'submission',
      by: actorId(ctx.actor),
      byName: actorName(ctx.actor),
      recordedAt: now,
    });
    ids.push(id);
  }
  return ids;
}

export async function linkFacts(tx: Tx, ids: readonly string[], submissionId: string): Promise<void> {
  if (ids.length > 0)
    await tx
      .update(incidentFact)
      .set({ submissionId })
      .where(inArray(incidentFact.id, [...ids]));
}
