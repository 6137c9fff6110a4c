import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import type { Language } from '#platform/i18n/language.ts';
import { account, type NotificationChoices } from '../schema.ts';
import { lockAccount } from './lock-account.ts';

export interface AccountDetails {
  firstName: string;
  lastName: string;
  phone: string | null;
  language: Language;
  /** IANA name; null: the zone of the installation. */
  timeZone: string | null;
  notifications: NotificationChoices;
}

/**
 * What somebody may change about their own account. Address and role come from elsewhere: a form that says otherwise is refused, as is
 * one that was opened before another change. Throws RefusedError.
 */
export async function updateAccount(
  ctx: Ctx,
  input: { accountId: string; version: number; details: AccountDetails; claimedEmail: string },
): Promise<void> {
  const { accountId, version, details, claimedEmail } = input;
  await ctx.db.transaction(async (tx) => {
    const before = await lockAccount(tx, accountId);
    if (claimedEmail !== before.email) throw new RefusedError('governance.account.email.locked');
    if (version !== before.version) throw new RefusedError('governance.account.conflict');
    const changed = (Object.keys(details) as (keyof AccountDetails)[]).filter(
      (name) => JSON.stringify(details[name]) !== JSON.stringify(before[name]),
    );
    if (changed.length === 0) return;
    await tx
      .update(account)
      .set({ ...details, version: version + 1 })
      .where(and(eq(account.id, accountId), eq(account.version, version)));
    await writeAudit(tx, ctx, {
      action: 'governance.accountUpdated',
      subjectKind: 'account',
      subjectId: accountId,
      detail: Object.fromEntries(changed.map((name) => [name, { from: before[name], to: details[name] }])),
    });
  });
}
