/** One-time links in mails. Only their digest is stored; opening one never acts, the form behind it does (mail scanners follow links). */
import { and, eq, gt, isNull } from 'drizzle-orm';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Reader, Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { accountLink, type LinkPurpose } from '../schema-credentials.ts';

/** How long each is good for, in minutes (decisions.md D16). */
export const linkMinutes: Record<LinkPurpose, number> = {
  activate: 24 * 60,
  invite: 7 * 24 * 60,
  reset: 30,
  emailOld: 24 * 60,
  emailNew: 24 * 60,
};

export interface LinkRequest {
  accountId: string;
  purpose: LinkPurpose;
  /** What it will do. */
  detail?: Record<string, unknown>;
}

/** Makes a link and ends the ones of the same purpose before it. Answers the token for its address. */
export async function issueLink(tx: Tx, ctx: Ctx, { accountId, purpose, detail = {} }: LinkRequest): Promise<string> {
  const token = newToken();
  const now = ctx.wallClock.now();
  await endLinks(tx, ctx, accountId, purpose);
  await tx.insert(accountLink).values({
    id: newId(),
    accountId,
    purpose,
    tokenSha256: digestOf(token),
    detail,
    createdAt: now,
    expiresAt: now.add({ minutes: linkMinutes[purpose] }),
  });
  return token;
}

export interface OpenLink {
  id: string;
  accountId: string;
  detail: Record<string, unknown>;
}

const isOpen = (ctx: Ctx, purpose: LinkPurpose, token: string) =>
  and(
    eq(accountLink.tokenSha256, digestOf(token)),
    eq(accountLink.purpose, purpose),
    isNull(accountLink.usedAt),
    gt(accountLink.expiresAt, ctx.wallClock.now()),
  );

/** The link behind a token, or undefined when it is unknown, used or too old: nobody learns which. Changes nothing. */
export async function findLink(reader: Reader, ctx: Ctx, purpose: LinkPurpose, token: string): Promise<OpenLink | undefined> {
  const [found] = await reader
    .select({ id: accountLink.id, accountId: accountLink.accountId, detail: accountLink.detail })
    .from(accountLink)
    .where(isOpen(ctx, purpose, token));
  return found;
}

/** Uses the link up, in the transaction of what it does: of two clicks at once, one gets it. */
export async function useLink(tx: Tx, ctx: Ctx, purpose: LinkPurpose, token: string): Promise<OpenLink | undefined> {
  const [used] = await tx
    .update(accountLink)
    .set({ usedAt: ctx.wallClock.now() })
    .where(isOpen(ctx, purpose, token))
    .returning({ id: accountLink.id, accountId: accountLink.accountId, detail: accountLink.detail });
  return used;
}

/** After a change of password, or a newer link: what was mailed before is good for nothing. */
export async function endLinks(tx: Tx, ctx: Ctx, accountId: string, purpose: LinkPurpose): Promise<void> {
  await tx
    .update(accountLink)
    .set({ usedAt: ctx.wallClock.now() })
    .where(and(eq(accountLink.accountId, accountId), eq(accountLink.purpose, purpose), isNull(accountLink.usedAt)));
}
