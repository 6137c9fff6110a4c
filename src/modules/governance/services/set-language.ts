import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Language } from '#platform/i18n/language.ts';
import { account } from '../schema.ts';

/** The language of an account: of its mails, and of its pages from the next sign-in on, on whatever device. */
export async function setLanguage(ctx: Ctx, accountId: string, language: Language): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.update(account).set({ language }).where(eq(account.id, accountId));
    await writeAudit(tx, ctx, {
      action: 'governance.languageSet',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { language },
    });
  });
}
