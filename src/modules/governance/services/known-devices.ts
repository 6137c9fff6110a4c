/** Browsers that an account has signed in from (decisions.md D15). A browser may be known to several people: control rooms share one. */
import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { account } from '../schema.ts';
import { knownDevice } from '../schema-credentials.ts';

/** A device is known for a year after it was last used. */
const knownDays = 365;
/** How many devices an account has; the one not used for longest goes first. */
const mostDevices = 20;
/** How many people one browser is known to. */
const mostTokens = 8;

const isKnown = (tokens: readonly string[], now: Temporal.Instant) =>
  and(inArray(knownDevice.tokenSha256, tokens.map(digestOf)), gt(knownDevice.lastSeenAt, now.subtract({ hours: 24 * knownDays })));

/** The device of whoever has that address, if the browser is one of theirs. */
export async function findDevice(tx: Tx, ctx: Ctx, email: string, tokens: readonly string[]): Promise<string | undefined> {
  if (tokens.length === 0) return undefined;
  const [found] = await tx
    .select({ id: knownDevice.id })
    .from(knownDevice)
    .innerJoin(account, eq(account.id, knownDevice.accountId))
    .where(and(isKnown(tokens, ctx.wallClock.now()), eq(sql`lower(${account.email})`, email)));
  return found?.id;
}

export interface Device {
  accountId: string;
  /** Of the cookie, newest first. */
  tokens: readonly string[];
  userAgent: string;
  address: string;
}

/**
 * Makes the browser known to an account that has just signed in, under a new token, and tells the owner of one that was not. The very
 * first sign-in of an account is no news. Answers what the cookie holds from now on.
 */
export async function rememberDevice(ctx: Ctx, { accountId, tokens, userAgent, address }: Device): Promise<string[]> {
  const now = ctx.wallClock.now();
  const token = newToken();
  return ctx.db.transaction(async (tx) => {
    const [owner] = await tx.select({ previous: account.previousSignInAt }).from(account).where(eq(account.id, accountId)).for('update');
    const [known] =
      tokens.length === 0
        ? []
        : await tx
            .select({ id: knownDevice.id, digest: knownDevice.tokenSha256 })
            .from(knownDevice)
            .where(and(isKnown(tokens, now), eq(knownDevice.accountId, accountId)));
    const fresh = { tokenSha256: digestOf(token), userAgent, lastSeenAt: now };
    if (known) await tx.update(knownDevice).set(fresh).where(eq(knownDevice.id, known.id));
    else {
      await tx.insert(knownDevice).values({ id: newId(), accountId, createdAt: now, ...fresh });
      await forgetOldest(tx, accountId);
      if (owner?.previous) await sendSecurityNotice(tx, ctx, accountId, 'newDevice', { address });
    }
    return [token, ...tokens.filter((one) => digestOf(one) !== known?.digest)].slice(0, mostTokens);
  });
}

async function forgetOldest(tx: Tx, accountId: string): Promise<void> {
  const kept = tx
    .select({ id: knownDevice.id })
    .from(knownDevice)
    .where(eq(knownDevice.accountId, accountId))
    .orderBy(desc(knownDevice.lastSeenAt))
    .limit(mostDevices);
  await tx.delete(knownDevice).where(and(eq(knownDevice.accountId, accountId), sql`${knownDevice.id} not in (${kept})`));
}
