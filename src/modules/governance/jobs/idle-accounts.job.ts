import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { defineNightly, type JobHandler, type Nothing, type Schedule } from '#platform/jobs/job.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { deletionWarning } from '../mails/deletion-warning.mail.ts';
import { accountsToDelete, accountsToWarn, type IdleAccount } from '../queries/idle-accounts.query.ts';
import { account } from '../schema.ts';
import { deleteAccount, isNeeded } from '../services/delete-account.ts';

/** How many are deleted in one night, and how many warned; the rest comes the night after. */
export const mostPerNight = 500;
/** Days between the warning and the deletion. */
const warningDays = 14;
const hoursOf = (days: number) => ({ hours: 24 * days });

export interface IdleAccountDeps {
  seams: ModuleSeams;
  /** After how many days without a sign-in an incident user without an incident is deleted (governance.md 13.1). */
  idleAccountDays: number;
}

/**
 * Warns incident users who have not signed in for long, and deletes those who did not after the warning. Each is a transaction of its
 * own: one that cannot be deleted does not keep the others, and those that must stay do not count as done.
 */
const work =
  ({ seams, idleAccountDays }: IdleAccountDeps): JobHandler<Nothing> =>
  async (ctx, _payload, run) => {
    const now = ctx.wallClock.now();
    let deleted = 0;
    for await (const idle of accountsToDelete(ctx.db, now.subtract(hoursOf(idleAccountDays)), now.subtract(hoursOf(warningDays)))) {
      run.signal.throwIfAborted();
      if (await ctx.db.transaction((tx) => deleteAccount(tx, ctx, seams, idle.id, 'idle'))) deleted += 1;
      if (deleted === mostPerNight) break;
    }
    let warned = 0;
    for await (const idle of accountsToWarn(ctx.db, now.subtract(hoursOf(idleAccountDays - warningDays)))) {
      run.signal.throwIfAborted();
      if (await warn(ctx, seams, idle)) warned += 1;
      if (warned === mostPerNight) break;
    }
  };

/** Nobody is told of a deletion that would not come: who once answered for something keeps the account. Answers whether it was told. */
async function warn(ctx: Ctx, seams: ModuleSeams, { id, email, language, idleSince }: IdleAccount): Promise<boolean> {
  const now = ctx.wallClock.now();
  const deletedAt = now.add(hoursOf(warningDays)).toString();
  return ctx.db.transaction(async (tx) => {
    if (await isNeeded(tx, seams, id)) return false;
    await tx.update(account).set({ idleWarnedAt: now }).where(eq(account.id, id));
    await sendMail(tx, ctx, deletionWarning, {
      eventKey: `governance.idle:${id}:${now}`,
      payload: { accountId: id, deletedAt },
      recipients: [{ email, language, accountId: id }],
    });
    await writeAudit(tx, ctx, {
      action: 'governance.idleAccountWarned',
      subjectKind: 'account',
      subjectId: id,
      detail: { idleSince: idleSince.toString() },
    });
    return true;
  });
}

export const idleAccountsNightly = (deps: IdleAccountDeps): Schedule =>
  defineNightly({ name: 'governance.idle-accounts', cron: '0 23 * * *', load: async () => ({ default: work(deps) }) });
