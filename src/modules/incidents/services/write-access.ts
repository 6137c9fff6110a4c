import { type Actor, isObserver, isRegulator, organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { type AccessAction, type accessSides, incidentAccess } from '../schema/traces.ts';

type Side = (typeof accessSides)[number];

/** Which side the actor is on. Frozen in the entry: accounts move and go, the entry stays where it was written. */
export function sideOf(actor: Actor): Side {
  if (actor.kind === 'system') return 'system';
  if (isRegulator(actor)) return 'supervising';
  return isObserver(actor) ? 'observer' : 'reporting';
}

/** One line of the incident's access log (incidents.md 10.1), in the transaction of what it tells. */
export async function writeAccess(
  tx: Tx,
  ctx: Ctx,
  entry: { incidentId: string; submissionId?: string; action: AccessAction; detail?: Record<string, unknown> },
): Promise<void> {
  const { actor } = ctx;
  const organisation = organisationOf(actor);
  await tx.insert(incidentAccess).values({
    id: newId(),
    incidentId: entry.incidentId,
    submissionId: entry.submissionId ?? null,
    at: ctx.wallClock.now(),
    side: sideOf(actor),
    organisationId: organisation?.id ?? null,
    organisationName: organisation?.name ?? '',
    accountId: actor.kind === 'account' ? actor.accountId : null,
    accountName: actor.kind === 'anonymous' ? '' : actor.name,
    role: actor.kind === 'account' ? actor.role : actor.kind,
    action: entry.action,
    detail: entry.detail ?? {},
  });
}
