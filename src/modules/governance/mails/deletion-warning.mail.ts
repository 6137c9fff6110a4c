import { and, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { governancePaths } from '../paths.ts';
import { account } from '../schema.ts';

/** Fourteen days before an idle account is deleted (governance.md 14.2). Whoever signs in meanwhile gets none. */
export const deletionWarning = defineMail({
  name: 'governance.deletion-warning',
  payload: z.strictObject({
    accountId: z.uuid(),
    /** An instant. */
    deletedAt: z.string(),
  }),
  async load(ctx, { accountId, deletedAt }) {
    const [warned] = await ctx.db
      .select({ id: account.id })
      .from(account)
      .where(and(eq(account.id, accountId), isNotNull(account.idleWarnedAt)));
    return warned ? { deletedAt } : declineMail('The account is in use again, or gone');
  },
  samples: ({ now }) => [{ deletedAt: now.add({ hours: 14 * 24 }).toString() }],
  render({ deletedAt }, { t, format, url }) {
    const title = t('governance.idle.title');
    const date = format.date(Temporal.Instant.from(deletedAt));
    return {
      subject: title,
      title,
      blocks: [
        { kind: 'paragraph', text: t('governance.idle.text', { date }) },
        { kind: 'action', label: t('governance.notice.open'), url: url(governancePaths.signIn.link()) },
      ],
      reason: t('governance.idle.reason'),
    };
  },
});
