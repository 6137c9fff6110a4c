import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { session } from '../schema.ts';
import { knownDevice } from '../schema-credentials.ts';
import { endSessionsOf } from './end-sessions.ts';

/** Ends one session of one's own, on whatever device. Throws NotFoundError for one that is not. */
export async function closeSession(ctx: Ctx, { accountId, sessionId }: { accountId: string; sessionId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const closed = await tx
      .delete(session)
      .where(and(eq(session.id, sessionId), eq(session.accountId, accountId)))
      .returning({ id: session.id });
    if (closed.length === 0) throw new NotFoundError();
    await writeAudit(tx, ctx, {
      action: 'governance.sessionClosed',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { sessionId },
    });
  });
}

export const closeOtherSessions = (ctx: Ctx, { accountId, sessionId }: { accountId: string; sessionId: string }): Promise<void> =>
  ctx.db.transaction((tx) => endSessionsOf(tx, ctx, accountId, 'asked by its owner', sessionId));

/** The next sign-in from there is one from a new device. Throws NotFoundError for a device of somebody else. */
export async function forgetDevice(ctx: Ctx, { accountId, deviceId }: { accountId: string; deviceId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const gone = await tx
      .delete(knownDevice)
      .where(and(eq(knownDevice.id, deviceId), eq(knownDevice.accountId, accountId)))
      .returning({ id: knownDevice.id });
    if (gone.length === 0) throw new NotFoundError();
    await writeAudit(tx, ctx, {
      action: 'governance.deviceForgotten',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { deviceId },
    });
  });
}
