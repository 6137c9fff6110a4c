import { newestSeal } from '#platform/audit/seal-events.ts';
import { defineJob, type Nothing, nothing, type Schedule } from '#platform/jobs/job.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { auditHeadMail } from '../mails/audit-head.mail.ts';
import { platformAdministrators } from '../queries/platform-administrators.query.ts';

const name = 'governance.mail-audit-head';

/** @param address of whoever keeps the heads; absent: the administrators of the platform */
export const mailAuditHeadDaily = (address: string | undefined): Schedule => ({
  name,
  cron: '0 5 * * *',
  zone: 'UTC',
  job: defineJob<Nothing>({
    name,
    version: 1,
    queue: 'mail',
    payload: nothing,
    attempts: 8,
    backoff: 60_000,
    timeout: 60_000,
    goesOnInMaintenance: true,
    load: async () => ({
      async default(ctx, _payload, run) {
        await run.finish(async (tx) => {
          const seal = await newestSeal(tx);
          if (!seal) return;
          const day = ctx.wallClock.now().toString().slice(0, 10);
          const recipients = address ? [{ email: address }] : await platformAdministrators(tx);
          await sendMail(tx, ctx, auditHeadMail, { eventKey: `governance.auditHead:${day}`, payload: { seal: seal.number }, recipients });
        });
      },
    }),
  }),
});
