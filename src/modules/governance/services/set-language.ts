import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Language } from '#platform/i18n/language.ts';
import { account } from '../schema.ts';

/** The language of the account's mails. Nothing to keep for somebody who is not signed in. */
export async function setLanguage(ctx: Ctx, language: Language): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return;
  await ctx.db.transaction(async (tx) => {
    await tx.update(account).set({ language }).where(eq(account.id, actor.accountId));
    await writeAudit(tx, ctx, {
      action: 'governance.languageSet',
      subjectKind: 'account',
      subjectId: actor.accountId,
      detail: { language },
    });
  });
}
