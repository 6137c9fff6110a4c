import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { defineNightly, type JobHandler, type Nothing, type Schedule } from '#platform/jobs/job.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { accountExpires } from '../mails/account-expires.mail.ts';
import { type IdleAccount, unusedToDelete, unusedToWarn } from '../queries/idle-accounts.query.ts';
import { account } from '../schema.ts';
import { deleteAccount } from '../services/delete-account.ts';
import { mostPerNight } from './idle-accounts.job.ts';

/** decisions.md D16. */
const lifeDays = 7;
const warningDays = 1;
const hoursOf = (days: number) => ({ hours: 24 * days });

/**
 * Warns of, and then deletes, accounts for which no password was ever chosen. Whoever has a membership of any kind, a suggested one
 * too, is left to those who gave it (governance.md 13.1).
 */
const work =
  ({ seams }: { seams: ModuleSeams }): JobHandler<Nothing> =>
  async (ctx, _payload, run) => {
    const now = ctx.wallClock.now();
    const due = unusedToDelete(ctx.db, {
      madeBefore: now.subtract(hoursOf(lifeDays)),
      warnedBefore: now.subtract(hoursOf(warningDays)),
      // The link of the warning ends a few seconds after the day, since the mail was written after it began.
      noLinkAfter: now.add({ minutes: 15 }),
    });
    let deleted = 0;
    for await (const { id } of due) {
      run.signal.throwIfAborted();
      if (await ctx.db.transaction((tx) => deleteAccount(tx, ctx, seams, id, 'never activated'))) deleted += 1;
      if (deleted === mostPerNight) break;
    }
    let warned = 0;
    for await (const unused of unusedToWarn(ctx.db, now.subtract(hoursOf(lifeDays - warningDays)))) {
      run.signal.throwIfAborted();
      await warn(ctx, unused);
      warned += 1;
      if (warned === mostPerNight) break;
    }
  };

async function warn(ctx: Ctx, { id, email, language }: IdleAccount): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.update(account).set({ idleWarnedAt: ctx.wallClock.now() }).where(eq(account.id, id));
    await sendMail(tx, ctx, accountExpires, {
      eventKey: `${accountExpires.name}:${id}`,
      payload: { accountId: id },
      recipients: [{ email, language, accountId: id }],
    });
    await writeAudit(tx, ctx, { action: 'governance.unusedAccountWarned', subjectKind: 'account', subjectId: id });
  });
}

export const unusedAccountsNightly = (deps: { seams: ModuleSeams }): Schedule =>
  defineNightly({ name: 'governance.unused-accounts', cron: '0 22 * * *', load: async () => ({ default: work(deps) }) });
