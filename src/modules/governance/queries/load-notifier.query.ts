import { and, eq, gt } from 'drizzle-orm';
import type { NotifierActor } from '#platform/context/actor.ts';
import type { Database } from '#platform/db/database.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { notifier, notifierSession } from '../schema.ts';

/** Who is behind the cookie of somebody without an account. */
export async function loadNotifier(db: Database, tokenSha256: string, now: Temporal.Instant): Promise<NotifierActor | undefined> {
  const [row] = await db
    .select({ id: notifier.id, name: notifier.name })
    .from(notifierSession)
    .innerJoin(notifier, eq(notifier.id, notifierSession.notifierId))
    .where(and(eq(notifierSession.tokenSha256, tokenSha256), gt(notifierSession.expiresAt, now)));
  return row && { kind: 'notifier', notifierId: row.id, name: row.name };
}
