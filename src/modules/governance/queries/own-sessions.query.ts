import { and, desc, eq, gt } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { session } from '../schema.ts';
import { knownDevice } from '../schema-credentials.ts';

export interface OwnSession {
  id: string;
  userAgent: string;
  /** Network address of the sign-in. */
  address: string;
  createdAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
}

/** Sessions that are open, last used first. */
export const ownSessions = (ctx: Ctx, accountId: string): Promise<OwnSession[]> =>
  ctx.db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      address: session.address,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .where(and(eq(session.accountId, accountId), eq(session.stage, 'complete'), gt(session.expiresAt, ctx.wallClock.now())))
    .orderBy(desc(session.lastSeenAt), desc(session.id));

export interface OwnDevice {
  id: string;
  userAgent: string;
  createdAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
}

/** Browsers that the account has signed in with before, last used first. */
export const ownDevices = (ctx: Ctx, accountId: string): Promise<OwnDevice[]> =>
  ctx.db
    .select({
      id: knownDevice.id,
      userAgent: knownDevice.userAgent,
      createdAt: knownDevice.createdAt,
      lastSeenAt: knownDevice.lastSeenAt,
    })
    .from(knownDevice)
    .where(eq(knownDevice.accountId, accountId))
    .orderBy(desc(knownDevice.lastSeenAt), desc(knownDevice.id));
