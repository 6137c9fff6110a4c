import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { matchTotp } from '#platform/auth/totp.ts';
import type { SignInRules } from '#platform/config/config.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { auditDetail, auditEvent } from '#platform/db/schema.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { authenticator } from '../schema-credentials.ts';
import { acceptBackupCode } from './backup-codes.ts';

/** What a code is held against. */
export interface FactorCheck {
  secrets: SecretBox;
  /**
   * After so many wrong codes of one account every code is refused: whoever has only the password would otherwise find the six digits
   * in hours. Nobody without the password comes as far as this, so it locks no duty officer out (decisions.md D15).
   */
  rules: Pick<SignInRules, 'wrongCodes' | 'windowMinutes'>;
}

/** `refused`: wrong, used or old. `tooMany`: not even looked at. */
export type FactorAnswer = 'accepted' | 'refused' | 'tooMany';

/**
 * Whether the code is one of the account's second factor, of an authenticator or a backup code; used up by this. Call it with the row
 * of the account locked: codes are tried one at a time. Counts and records what is wrong.
 */
export async function acceptCode(
  tx: Tx,
  ctx: Ctx,
  { secrets, rules }: FactorCheck,
  { accountId, code: typed, address }: { accountId: string; code: string; address: string },
): Promise<FactorAnswer> {
  const now = ctx.wallClock.now();
  if ((await countWrongCodes(tx, accountId, now.subtract({ minutes: rules.windowMinutes }))) >= rules.wrongCodes) return 'tooMany';
  const code = typed.replace(/\s/g, '');
  const isAccepted = /^\d{6}$/.test(code)
    ? await acceptTotp(tx, secrets, accountId, code, now)
    : await acceptBackupCode(tx, ctx, accountId, code, address);
  if (isAccepted) return 'accepted';
  await writeAudit(tx, ctx, { action: 'governance.signInRefused', subjectKind: 'account', subjectId: accountId, detail: { step: 'code' } });
  return 'refused';
}

async function acceptTotp(tx: Tx, secrets: SecretBox, accountId: string, code: string, now: Temporal.Instant): Promise<boolean> {
  const known = await tx.select().from(authenticator).where(eq(authenticator.accountId, accountId)).orderBy(authenticator.createdAt);
  for (const { id, secret, lastStep } of known) {
    const step = matchTotp(secrets.open(secret), code, now, lastStep);
    if (step === undefined) continue;
    const taken = await tx
      .update(authenticator)
      .set({ lastStep: step, lastUsedAt: now })
      .where(and(eq(authenticator.id, id), lt(authenticator.lastStep, step)))
      .returning({ id: authenticator.id });
    return taken.length === 1;
  }
  return false;
}

/** From the audit trail, which no restart forgets. */
async function countWrongCodes(tx: Tx, accountId: string, since: Temporal.Instant): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(auditEvent)
    .innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
    .where(
      and(
        eq(auditEvent.subjectKind, 'account'),
        eq(auditEvent.subjectId, accountId),
        gt(auditEvent.at, since),
        eq(auditEvent.action, 'governance.signInRefused'),
        sql`${auditDetail.detail} ->> 'step' = 'code'`,
      ),
    );
  return row?.count ?? 0;
}
