/**
 * From somebody without an account to an account (ADR 0016). Two ways, and no typed address is one of them: the mailbox of both was
 * proven, the account's just now; or a person who is signed in holds the session of the notifier as well.
 */
import { and, eq, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import type { Reader, Tx } from '#platform/db/database.ts';
import { account, notifier, notifierSession } from '../schema.ts';

/** Belongs to nothing: whoever acts for an organisation takes filings over for it, and not for themselves. */
const isIncidentUser: SQL = sql`not exists (select 1 from operator_membership m where m.account_id = ${account.id} and m.approved_at is not null)
  and not exists (select 1 from regulator_membership m where m.account_id = ${account.id})
  and not exists (select 1 from observer_membership m where m.account_id = ${account.id})
  and not exists (select 1 from platform_administrator p where p.account_id = ${account.id})`;

/** Proven, and nobody's account behind it yet. */
const isFree = and(isNotNull(notifier.provenAt), isNull(notifier.accountId));

/** For the caller that has just used up a link mailed to the account's address: what the same mailbox has filed and proven is the account's. */
export async function linkOfSameMailbox(tx: Tx, ctx: Ctx, accountId: string): Promise<void> {
  const [owner] = await tx
    .select({ email: account.email })
    .from(account)
    .where(and(eq(account.id, accountId), account.active, isNotNull(account.emailVerifiedAt), isIncidentUser));
  if (!owner) return;
  const linked = await tx
    .update(notifier)
    .set({ accountId })
    .where(and(isFree, eq(sql`lower(${notifier.email})`, owner.email.toLowerCase())))
    .returning({ id: notifier.id });
  for (const { id } of linked) await auditLink(tx, ctx, id, accountId, 'mailbox');
}

const ofSession = ({ wallClock }: Ctx, tokenSha256: string) =>
  and(eq(notifierSession.tokenSha256, tokenSha256), gt(notifierSession.expiresAt, wallClock.now()));

/** The notifier whose session this browser holds, while its filing is proven and in no account. */
export async function claimableNotifier(reader: Reader, ctx: Ctx, tokenSha256: string): Promise<string | undefined> {
  const [row] = await reader
    .select({ id: notifier.id })
    .from(notifierSession)
    .innerJoin(notifier, eq(notifier.id, notifierSession.notifierId))
    .where(and(ofSession(ctx, tokenSha256), isFree));
  return row?.id;
}

/** Takes it into the actor's account. Throws ConflictError when there is nothing to take, or somebody was faster. */
export async function claimNotifier(tx: Tx, ctx: Ctx, accountId: string, tokenSha256: string): Promise<void> {
  const id = await claimableNotifier(tx, ctx, tokenSha256);
  const linked = id
    ? await tx
        .update(notifier)
        .set({ accountId })
        .where(and(eq(notifier.id, id), isFree))
        .returning({ id: notifier.id })
    : [];
  if (!id || linked.length === 0) throw new ConflictError('outside.claim.gone');
  await auditLink(tx, ctx, id, accountId, 'session');
}

const auditLink = (tx: Tx, ctx: Ctx, notifierId: string, accountId: string, by: 'mailbox' | 'session') =>
  writeAudit(tx, ctx, { action: 'governance.linkNotifier', subjectKind: 'notifier', subjectId: notifierId, detail: { accountId, by } });

/** The address of the notifier whose session this browser holds: registering with it brings the filing along. */
export async function emailOfNotifier(reader: Reader, ctx: Ctx, tokenSha256: string): Promise<string | undefined> {
  const [row] = await reader
    .select({ email: notifier.email })
    .from(notifierSession)
    .innerJoin(notifier, eq(notifier.id, notifierSession.notifierId))
    .where(ofSession(ctx, tokenSha256));
  return row?.email;
}
